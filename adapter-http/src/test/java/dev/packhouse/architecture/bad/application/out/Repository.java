package dev.packhouse.architecture.bad.application.out;

/** A port that is a class. */
public class Repository {}
