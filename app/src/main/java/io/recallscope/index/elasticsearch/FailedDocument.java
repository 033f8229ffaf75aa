package io.recallscope.index.elasticsearch;

/**
 * An item that is not in the index, though it should be.
 *
 * @param item id
 * @param reason the server's words, or ours where it was not sent
 */
public record FailedDocument(String item, String reason) {}
