package dev.packhouse.adapter.http.cli.console;

import java.lang.reflect.AnnotatedElement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes the default of an option from the environment: {@code --public-url} from {@code PACKHOUSE_PUBLIC_URL}. Options
 * that are {@link CommandLineOnly} have no variable.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    /** Takes defaults from these variables. */
    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && hasVariable(option)
                ? value(environment, option.longestName()).orElse(null)
                : null;
    }

    /** Whether an option may come from the environment. */
    public static boolean hasVariable(OptionSpec option) {
        return !option.usageHelp()
                && !option.versionHelp()
                && !(option.userObject() instanceof AnnotatedElement field
                        && field.isAnnotationPresent(CommandLineOnly.class));
    }

    /** Returns the value of an option in the environment; empty if it is absent or blank. */
    public static Optional<String> value(Map<String, String> environment, String option) {
        return Optional.ofNullable(environment.get(variable(option)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Whether an option has a value that differs from that of the environment. */
    public static <T> boolean isGiven(
            Map<String, String> environment, String option, Optional<T> value, Function<String, T> reader) {
        return value.isPresent() && !value.equals(value(environment, option).map(reader));
    }

    /** The name of the environment variable of an option. */
    public static String variable(String option) {
        return "PACKHOUSE_" + option.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
