package io.oeeanalytics.ops;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The message of a line of the log as text, in one line: whoever writes a line break or the
 * beginning of a terminal's command into a name can neither forge a line nor colour one. As JSON it
 * is so by itself. {@code logback.xml} names this for {@code %m}.
 */
public final class OneLine extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return of(super.convert(event));
    }

    /** Controls are shown as a JSON text would show them. */
    static String of(String message) {
        if (message.chars().noneMatch(OneLine::isControl)) {
            return message;
        }
        var shown = new StringBuilder();
        message.chars()
                .forEach(
                        one -> {
                            if (one == '\n') {
                                shown.append("\\n");
                            } else if (one == '\r') {
                                shown.append("\\r");
                            } else if (isControl(one)) {
                                shown.append("\\u%04x".formatted(one));
                            } else {
                                shown.append((char) one);
                            }
                        });
        return shown.toString();
    }

    /** Also those beyond ASCII, and the two separators of lines and paragraphs. */
    private static boolean isControl(int one) {
        return one != '\t' && Character.isISOControl(one) || one == 0x2028 || one == 0x2029;
    }
}
