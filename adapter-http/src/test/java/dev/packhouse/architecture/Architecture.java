package dev.packhouse.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beInterfaces;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The architecture rules for all classes below a root package. They are checked below the real root, and below one
 * whose classes violate each of them.
 *
 * @param root the root package, with a dot at its end
 */
record Architecture(String root) {

    /** The packages that every package may use: values, collections, time. No files, no network, no threads, no SQL. */
    private static final List<String> COMMON = List.of(
            "java.lang..",
            "java.time..",
            "java.util",
            "java.util.function..",
            "java.util.regex..",
            "java.util.stream..");

    private static final Set<String> INJECTION =
            Set.of("Autowired", "Inject", "Mixin", "ParentCommand", "Resource", "Spec", "Value");

    /**
     * A package, and the packages that its classes may use in addition to their own and {@link #COMMON}.
     *
     * @param name the package, below the root
     * @param mayUse packages; those of Packhouse begin with a colon in place of the root
     */
    record Part(String name, List<String> mayUse) {

        static Part part(String name, String... mayUse) {
            return new Part(name, List.of(mayUse));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    ArchRule usesOnlyWhatTheTablePermits(Part part) {
        String self = root + part.name();
        String[] permitted = Stream.of(COMMON.stream(), part.mayUse().stream().map(this::resolved), Stream.of(self))
                .flatMap(names -> names)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(self)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.or(
                        resideInAnyPackage(permitted),
                        describe(
                                "primitive", type -> type.getBaseComponentType().isPrimitive())));
    }

    private String resolved(String name) {
        return name.startsWith(":") ? root + name.substring(1) : name;
    }

    ArchRule hasNoCycles() {
        return slices().matching(root + "(**)").should().beFreeOfCycles();
    }

    /** The nested classes of a class belong to it. */
    ArchRule hasNoClassCycles(String name) {
        String self = root + name;
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return resideInAPackage(self).test(type)
                                ? SliceIdentifier.of(outermost(type).getName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "classes in " + self;
                    }
                })
                .should()
                .beFreeOfCycles();
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Architecture::outermost).orElse(type);
    }

    ArchRule adaptersDoNotDependOnEachOther() {
        return slices().matching(root + "adapter.(*)..").should().notDependOnEachOther();
    }

    ArchRule portsAreInterfaces() {
        DescribedPredicate<JavaClass> values = describe(
                "records, enums or exceptions",
                type -> type.isRecord() || type.isEnum() || type.getSimpleName().endsWith("Exception"));
        return classes()
                .that()
                .resideInAnyPackage(root + "application.api", root + "application.spi")
                .and(describe("top level", JavaClass::isTopLevelClass))
                .should(beInterfaces().or(be(values)));
    }

    /**
     * A class of a driven adapter may be public only if it is the provider, or if another package of the adapter uses
     * it.
     */
    ArchRule drivenAdaptersExposeOnlyTheirProvider(Class<?> provider) {
        return classes()
                .that(resideInAPackage(root + "adapter..")
                        .and(DescribedPredicate.not(resideInAPackage(root + "adapter.http.."))))
                .and(describe("visible outside their package", Architecture::isVisible))
                .and(describe("used by no other package of their adapter", type -> !isUsedByItsAdapter(type)))
                .should()
                .beAssignableTo(provider);
    }

    private boolean isUsedByItsAdapter(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .map(use -> use.getOriginClass().getPackageName())
                .anyMatch(user ->
                        !user.equals(type.getPackageName()) && adapter(user).equals(adapter(type.getPackageName())));
    }

    /** The name of the adapter of a package; an empty text if it belongs to none. */
    private String adapter(String packageName) {
        Matcher adapter =
                Pattern.compile(Pattern.quote(root) + "adapter\\.(\\w+).*").matcher(packageName);
        return adapter.matches() ? adapter.group(1) : "";
    }

    private static boolean isVisible(JavaClass type) {
        return (type.getModifiers().contains(JavaModifier.PUBLIC)
                        || type.getModifiers().contains(JavaModifier.PROTECTED))
                && type.getEnclosingClass().map(Architecture::isVisible).orElse(true);
    }

    ArchRule fieldsAreNotInjected() {
        DescribedPredicate<JavaField> injected = describe(
                "injected",
                field -> field.getAnnotations().stream()
                        .anyMatch(annotation ->
                                INJECTION.contains(annotation.getRawType().getSimpleName())));
        return fields().should(not(be(injected)));
    }

    ArchRule onlyTheCommandLineWritesToStandardStreams() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + "adapter.http.cli")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);
    }

    ArchRule nothingLogsThroughTheJdk() {
        return noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");
    }
}
