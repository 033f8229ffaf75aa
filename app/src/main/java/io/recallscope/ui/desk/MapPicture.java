package io.recallscope.ui.desk;

import java.util.List;

/**
 * A 2-D layout of items.
 *
 * @param version name of the model version
 * @param method {@code pca}, {@code smile-tsne}
 * @param ids item of each point
 * @param x of each point, any range
 * @param y of each point, any range
 * @param total items of the workspace, at least as many as points
 */
public record MapPicture(
    String version, String method, List<String> ids, float[] x, float[] y, int total) {}
