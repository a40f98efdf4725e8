package io.oeeanalytics.drill;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks for figures all the time, one question after the other. */
final class Reader implements AutoCloseable {
    private final Topology topology;
    private final Factory factory;
    private final int number;
    private final Thread thread = Thread.ofPlatform().name("reader").unstarted(this::read);
    private final Collection<Answer> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean going = true;

    /**
     * What came back.
     *
     * @param askedAt by {@link System#nanoTime}
     * @param status 0: nothing came
     * @param type of the content
     * @param fault what was said of it, where it is not what was asked for
     */
    record Answer(
            long askedAt,
            Duration took,
            int status,
            String type,
            boolean saysWhenAgain,
            String fault) {
        boolean isGood() {
            return status == 200;
        }

        boolean isProblem() {
            return type.startsWith("application/problem+json");
        }
    }

    Reader(Topology topology, Factory factory, int number) {
        this.topology = topology;
        this.factory = factory;
        this.number = number;
        thread.start();
    }

    int good() {
        return (int) answers.stream().filter(Answer::isGood).count();
    }

    List<Answer> failed() {
        return answers.stream().filter(one -> !one.isGood()).toList();
    }

    List<Answer> askedSince(long nanos) {
        return answers.stream().filter(one -> one.askedAt() - nanos >= 0).toList();
    }

    /** Of the good ones since then; half of them were quicker. */
    Duration median(long nanos) {
        var times =
                askedSince(nanos).stream()
                        .filter(Answer::isGood)
                        .map(Answer::took)
                        .sorted()
                        .toList();
        return times.isEmpty() ? Duration.ZERO : times.get(times.size() / 2);
    }

    static Duration longest(List<Answer> answers) {
        return answers.stream().map(Answer::took).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private void read() {
        try (var http = topology.client(300 + number).build()) {
            while (going) {
                long began = System.nanoTime();
                try {
                    var answer = factory.ask(http, "GET", Factory.QUESTION, "");
                    answers.add(answer(began, answer));
                } catch (IOException e) {
                    answers.add(new Answer(began, since(began), 0, "", false, e.toString()));
                }
                Factory.forAWhile(Duration.ofMillis(100));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer answer(long began, HttpResponse<String> answer) {
        return new Answer(
                began,
                since(began),
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.headers().firstValue("Retry-After").isPresent(),
                answer.statusCode() == 200 ? "" : answer.body());
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void close() {
        going = false;
        try {
            thread.join(Duration.ofSeconds(40));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
