package dev.packhouse.architecture.bad.stray;

/** A class in a package that is not in the table. */
class Stray {}
