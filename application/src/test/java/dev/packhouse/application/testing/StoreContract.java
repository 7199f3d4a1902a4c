package dev.packhouse.application.testing;

/** What every {@link dev.packhouse.application.spi.Store} must do. */
public interface StoreContract extends StateClauses, PublishClauses, PurgeClauses, TokenClauses, AuditClauses {}
