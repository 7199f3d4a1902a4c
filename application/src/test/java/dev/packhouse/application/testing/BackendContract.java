package dev.packhouse.application.testing;

/**
 * The contract of every {@link dev.packhouse.application.spi.Backend}, as tests. The test of a backend implements this
 * interface; the test of a backend with a {@link dev.packhouse.application.spi.Store} also implements {@link
 * StoreContract}, and that of a backend with an {@link dev.packhouse.application.spi.AuditTrail} {@link AuditContract}.
 */
public interface BackendContract
        extends CallerClauses,
                AccountClauses,
                DirectoryClauses,
                PackageClauses,
                ListClauses,
                VersionClauses,
                ManifestClauses,
                ChangeClauses,
                RaceClauses,
                LifetimeClauses {}
