/** The rules of GitHub Packages as values and pure functions. */
module dev.packhouse.domain {
    exports dev.packhouse.domain.access;
    exports dev.packhouse.domain.account;
    exports dev.packhouse.domain.cleanup.plan;
    exports dev.packhouse.domain.cleanup.policy;
    exports dev.packhouse.domain.image;
    exports dev.packhouse.domain.lifecycle;
    exports dev.packhouse.domain.naming;
    exports dev.packhouse.domain.policy;
    exports dev.packhouse.domain.text;
    exports dev.packhouse.domain.version;
}
