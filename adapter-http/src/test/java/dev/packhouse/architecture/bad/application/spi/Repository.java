package dev.packhouse.architecture.bad.application.spi;

/** A port that is a class. */
public class Repository {}
