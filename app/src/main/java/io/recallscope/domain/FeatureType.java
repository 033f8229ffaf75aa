package io.recallscope.domain;

/** What the values of a feature are. */
public enum FeatureType {
  /** One string of a vocabulary. */
  CATEGORY,
  /** Any number of strings of a vocabulary. */
  LIST,
  /** A number. */
  NUMBER,
  /** A point in time: a number too, of epoch seconds, but written as a date. */
  TIME,
  /** Free text, for people; no model input by default. */
  TEXT
}
