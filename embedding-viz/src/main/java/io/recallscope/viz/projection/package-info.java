/** From many dimensions to two: where each vector lies on the map. */
package io.recallscope.viz.projection;
