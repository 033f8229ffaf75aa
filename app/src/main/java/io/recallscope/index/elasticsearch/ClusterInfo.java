package io.recallscope.index.elasticsearch;

/**
 * What was found at a connection's address.
 *
 * @param cluster its name
 * @param version of its oldest node, e.g. {@code 9.5.3}
 * @param status {@code green}, {@code yellow} or {@code red}
 * @param nodes how many
 */
public record ClusterInfo(String cluster, String version, String status, int nodes) {}
