package io.oeeanalytics;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The class path of this test, for programs it starts. */
public final class TestClassPath {
    private TestClassPath() {}

    /**
     * Without the empty entries that test runners leave in it: they mean the present folder, where
     * a source of the product would stand beside its copy among the classes. Benchmarks run in
     * Maven's own process, whose class path is Maven's.
     */
    public static String get() {
        if (TestClassPath.class.getClassLoader() instanceof URLClassLoader classes) {
            return Arrays.stream(classes.getURLs())
                    .map(URL::getPath)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
