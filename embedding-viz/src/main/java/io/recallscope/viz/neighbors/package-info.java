/** Nearest neighbours of a query among the rows of a table. */
package io.recallscope.viz.neighbors;
