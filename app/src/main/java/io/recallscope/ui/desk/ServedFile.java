package io.recallscope.ui.desk;

import io.recallscope.recall.ServedList;
import java.util.Map;

/**
 * A file of what production returned.
 *
 * @param name of the file
 * @param lists by user id
 */
public record ServedFile(String name, Map<String, ServedList> lists) {}
