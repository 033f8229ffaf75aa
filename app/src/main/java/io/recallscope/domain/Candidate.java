package io.recallscope.domain;

/**
 * One place of a recall list.
 *
 * @param rank from 1
 * @param item item id
 * @param score raw similarity of the space, never an engine's rescaled one
 */
public record Candidate(int rank, String item, float score) {}
