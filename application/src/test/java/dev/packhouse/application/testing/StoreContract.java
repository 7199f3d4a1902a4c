package dev.packhouse.application.testing;

/** The contract of every {@link dev.packhouse.application.spi.Store}, as tests. */
public interface StoreContract
        extends StateClauses, StoredManifestClauses, PublishClauses, PurgeClauses, ReplacementClauses, TokenClauses {}
