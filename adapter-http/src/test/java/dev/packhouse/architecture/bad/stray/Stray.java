package dev.packhouse.architecture.bad.stray;

/** In a package that no table knows. */
class Stray {}
