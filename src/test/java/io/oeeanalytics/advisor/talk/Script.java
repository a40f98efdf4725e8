package io.oeeanalytics.advisor.talk;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a fake model does when it is asked, one step a request. */
public sealed interface Script {
    /** Says it, piece by piece. */
    record Say(List<String> pieces) implements Script {}

    /** Asks for tools, with arguments as they are given, valid or not. */
    record Call(List<Tool> tools) implements Script {}

    record Tool(String name, String arguments) {}

    /** Says it, and breaks the connection off. */
    record Cut(List<String> pieces) implements Script {}

    /** Says it, and ends the stream as if that were all. */
    record Quiet(List<String> pieces) implements Script {}

    /** Says it, and then nothing until the latch opens; counts down the other when it begins to. */
    record Hang(List<String> pieces, CountDownLatch until, CountDownLatch reached)
            implements Script {}

    /** Says sentences of so many bytes altogether. */
    record Huge(int bytes) implements Script {}

    record Failing(int status) implements Script {}

    /** Ends with another reason than that all was said. */
    record End(List<String> pieces, String reason) implements Script {}

    /** Refuses to read what it was sent. */
    record Blocked() implements Script {}

    /** Sends these bytes in place of events. */
    record Raw(String body) implements Script {}

    /** Does whatever anything in what it was sent tells it to. */
    record Obey() implements Script {}

    static Script say(String... pieces) {
        return new Say(List.of(pieces));
    }

    static Script call(String tool, String arguments) {
        return new Call(List.of(new Tool(tool, arguments)));
    }
}
