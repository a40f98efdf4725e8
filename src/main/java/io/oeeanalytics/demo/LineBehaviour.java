package io.oeeanalytics.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * How one line works and fails. The figures are chosen, not measured: together they give the OEE
 * each line should show.
 *
 * @param slowness real cycle over ideal cycle when the machine is fresh
 * @param cycleSpread sigma of the logarithm of one cycle
 * @param microStopsPerHour unlogged halts of 10 to 90 s
 * @param machineShare start to finish of a piece over its ideal cycle
 * @param wearDays days from one maintenance to the next
 * @param moreChangeovers chance of a day with two product changes more than needed
 * @param changeoverMinutes median
 * @param moodSpread how far stop rates swing from day to day (sigma of the logarithm)
 */
record LineBehaviour(
        double slowness,
        double cycleSpread,
        double microStopsPerHour,
        double machineShare,
        int wearDays,
        double moreChangeovers,
        double changeoverMinutes,
        double moodSpread,
        List<StopCause> causes) {

    /**
     * One reason to stop.
     *
     * @param perShift mean number in eight hours
     * @param medianMinutes lengths are lognormal with {@code spread} as sigma
     * @param moody more of these on a bad day
     */
    record StopCause(
            int code, double perShift, double medianMinutes, double spread, boolean moody) {}

    static LineBehaviour of(DemoLine line) {
        return switch (line.code()) {
            case "PRESS-1" ->
                    new LineBehaviour(
                            1.030,
                            0.05,
                            4.2,
                            0.45,
                            31,
                            0.40,
                            19,
                            0.28,
                            causes(0.8, 0.7, 0.8, 0.85));
            case "WELD-2" ->
                    new LineBehaviour(
                            1.040,
                            0.04,
                            3.2,
                            0.70,
                            43,
                            0.25,
                            18,
                            0.24,
                            causes(0.9, 0.75, 0.8, 0.7));
            case "PAINT-3" ->
                    new LineBehaviour(
                            1.020,
                            0.03,
                            3.0,
                            0.60,
                            37,
                            0.35,
                            20,
                            0.26,
                            causes(0.65, 0.75, 1.3, 0.8));
            case "ASSY-4" ->
                    new LineBehaviour(
                            1.050, 0.12, 4.0, 0.55, 53, 0.55, 15, 0.28, causes(0.5, 1.9, 0.9, 1.0));
            default ->
                    new LineBehaviour(
                            1.015, 0.04, 3.0, 0.40, 47, 0.30, 8, 0.25, causes(0.5, 0.55, 0.3, 0.4));
        };
    }

    private static List<StopCause> causes(
            double failures, double waiting, double quality, double care) {
        var causes = new ArrayList<StopCause>();
        causes.add(new StopCause(DemoStatuses.MACHINE_FAILURE, 2.0 * failures, 2, 0.45, true));
        causes.add(new StopCause(DemoStatuses.MACHINE_FAILURE, 0.8 * failures, 8, 0.95, true));
        causes.add(new StopCause(DemoStatuses.DIE_FAILURE, 0.3 * failures, 14, 0.9, true));
        causes.add(new StopCause(DemoStatuses.MATERIAL_CHANGE, 1.5 * care, 4, 0.3, false));
        causes.add(new StopCause(DemoStatuses.BLADE_CHANGE, 0.6 * care, 7, 0.3, false));
        causes.add(new StopCause(DemoStatuses.INSPECTION, 0.5 * care, 8, 0.4, false));
        causes.add(new StopCause(DemoStatuses.FF_CHECK, 1.0 * care, 4, 0.3, false));
        causes.add(new StopCause(DemoStatuses.AWAITING_INSTRUCTION, 0.5 * waiting, 5, 0.7, true));
        causes.add(new StopCause(DemoStatuses.AWAITING_MATERIALS, 0.9 * waiting, 8, 0.8, true));
        causes.add(new StopCause(DemoStatuses.AWAITING_BOX, 0.8 * waiting, 4, 0.6, true));
        causes.add(new StopCause(DemoStatuses.QUALITY_ABNORMALITY, 0.3 * quality, 9, 0.7, true));
        causes.add(new StopCause(DemoStatuses.QUALITY_CHECK, 2.0 * care, 3.5, 0.3, false));
        causes.add(new StopCause(DemoStatuses.MATERIAL_ABNORMALITY, 0.15 * quality, 12, 0.6, true));
        causes.add(new StopCause(DemoStatuses.OTHER, 0.06, 15, 0.5, false));
        causes.add(new StopCause(DemoStatuses.DOES_NOT_EXIST, 0.012, 6, 0.5, false));
        return List.copyOf(causes);
    }
}
