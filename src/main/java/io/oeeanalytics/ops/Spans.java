package io.oeeanalytics.ops;

/** Work that is to be seen in traces, where somebody collects them. */
@FunctionalInterface
public interface Spans {
    Spans NONE = (name, work) -> work.run();

    /**
     * Runs it.
     *
     * @param name one of few
     */
    void in(String name, Runnable work);
}
