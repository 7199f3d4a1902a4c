package dev.packhouse.application.testing;

/**
 * What every {@link dev.packhouse.application.spi.Backend} must do. Its test implements this interface; that of one with
 * a {@link dev.packhouse.application.spi.Store} implements {@link StoreContract} as well.
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
