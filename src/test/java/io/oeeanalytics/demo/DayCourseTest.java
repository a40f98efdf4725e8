package io.oeeanalytics.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.demo.DayCourse.Pause;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayCourseTest {
    private static final int RUN = DemoStatuses.PRODUCTION;
    private static final int FAILURE = DemoStatuses.MACHINE_FAILURE;
    private static final int BREAK = DemoStatuses.BREAK;
    private static final long MINUTE = 60_000;

    private final DayCourse course = new DayCourse(0);

    @Test
    void a_break_interrupts_a_stop_which_then_goes_on() {
        // 20 min of failure from minute 50; 10 of them before the break, 10 after it.
        course.work(1, 0, 120 * MINUTE, pause(60, 75), List.of(halt(FAILURE, 50, 20)));

        assertThat(told())
                .containsExactly("1 0-50", "21 50-60", "13 60-75", "21 75-85", "1 85-120");
    }

    @Test
    void halts_that_fall_together_queue_up() {
        course.work(
                1,
                0,
                60 * MINUTE,
                List.of(),
                List.of(
                        halt(FAILURE, 10, 15),
                        halt(DemoStatuses.INSPECTION, 12, 5),
                        halt(DemoStatuses.FF_CHECK, 20, 5)));

        assertThat(told()).containsExactly("1 0-10", "21 10-25", "41 25-30", "42 30-35", "1 35-60");
    }

    @Test
    void a_failure_outlasts_the_shift_but_a_planned_stop_does_not() {
        course.work(1, 0, 60 * MINUTE, List.of(), List.of(halt(FAILURE, 50, 25)));
        course.work(
                2,
                60 * MINUTE,
                120 * MINUTE,
                List.of(),
                List.of(halt(DemoStatuses.CLEANING, 110, 30)));
        course.work(3, 120 * MINUTE, 130 * MINUTE, List.of(), List.of());

        assertThat(told())
                .containsExactly(
                        "1 0-50", "21 50-60", "21 60-75", "1 75-110", "12 110-120", "1 120-130");
    }

    @Test
    void a_changeover_turns_to_the_next_product() {
        course.work(
                1,
                0,
                60 * MINUTE,
                List.of(),
                List.of(new Halt(DemoStatuses.CHANGE_OVER, 20 * MINUTE, 10 * MINUTE, 2)));

        assertThat(course.stretches())
                .extracting(DayCourse.Stretch::code)
                .containsExactly(1, 31, 1);
        assertThat(course.stretches().getFirst().product()).isZero();
        assertThat(course.stretches().getLast().product()).isEqualTo(2);
        assertThat(course.stretches().getFirst().code()).isEqualTo(RUN);
    }

    private List<String> told() {
        return course.stretches().stream()
                .map(
                        stretch ->
                                "%d %d-%d"
                                        .formatted(
                                                stretch.code(),
                                                stretch.fromMs() / MINUTE,
                                                stretch.toMs() / MINUTE))
                .toList();
    }

    private static List<Pause> pause(int from, int to) {
        return List.of(new Pause(BREAK, from * MINUTE, to * MINUTE));
    }

    private static Halt halt(int code, int at, int minutes) {
        return new Halt(code, at * MINUTE, minutes * MINUTE);
    }
}
