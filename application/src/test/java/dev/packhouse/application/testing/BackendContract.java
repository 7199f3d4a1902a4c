package dev.packhouse.application.testing;

/**
 * The contract of every {@link dev.packhouse.application.spi.Backend}, as tests. The test of a backend implements this
 * interface; the test of a backend with a {@link dev.packhouse.application.spi.Store} also implements {@link
 * StoreContract}.
 */
public interface BackendContract
        extends CallerClauses,
                AccountClauses,
                PackageClauses,
                ListClauses,
                VersionClauses,
                ChangeClauses,
                RaceClauses,
                LifetimeClauses {}
