package dev.packhouse.application.testing;

/** What every {@link dev.packhouse.application.out.Store} must do. */
public interface StoreContract extends StateClauses, PublishClauses, PurgeClauses, TokenClauses, AuditClauses {}
