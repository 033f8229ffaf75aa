package io.recallscope.dataset;

import java.util.BitSet;

/**
 * Which events are for training (the others are the test period).
 *
 * @param kind {@code time} (one global instant), {@code user} (each user's last tenth) or {@code
 *     seeded} (no times: a seeded choice per user; every figure that rests on it says so)
 * @param instant first instant of the test period in epoch seconds ({@code time} only, else 0)
 * @param testShare the share of events asked for
 * @param training bit i set: event i is for training
 */
public record Split(String kind, long instant, double testShare, BitSet training) {}
