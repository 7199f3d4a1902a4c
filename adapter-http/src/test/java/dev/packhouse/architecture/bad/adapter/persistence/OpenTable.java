package dev.packhouse.architecture.bad.adapter.persistence;

/** A public class that is no provider. */
public class OpenTable {}
