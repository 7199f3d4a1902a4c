package dev.packhouse.application.testing;

/** The contract of every {@link dev.packhouse.application.spi.AuditTrail}, as tests. */
public interface AuditContract extends AuditClauses {}
