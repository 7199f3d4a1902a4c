package dev.packhouse.architecture.bad.adapter.persistence;

/** Public, and no provider. */
public class OpenTable {}
