package dev.packhouse.application.testing;

/**
 * What every {@link dev.packhouse.application.out.Backend} must do. Its test implements this interface; that of one with
 * a {@link dev.packhouse.application.out.Store} implements {@link StoreContract} as well.
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
