package io.oeeanalytics.advisor.tool;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Service;

/** All tools there are. */
@Service
public class Tools {
    private final List<Tool> tools;

    Tools(List<Tool> tools) {
        this.tools = tools.stream().sorted(Comparator.comparing(Tool::name)).toList();
    }

    /** By name. */
    public List<Tool> all() {
        return tools;
    }

    /**
     * Runs a tool with the rights of whoever is signed in on this thread.
     *
     * @throws ToolRefused if there is no such tool, or it refuses what it is asked
     */
    public ToolResult run(String name, Arguments arguments, Locale locale) throws ToolRefused {
        for (var tool : tools) {
            if (tool.name().equals(name)) {
                return tool.run(arguments, locale);
            }
        }
        throw new ToolRefused("tool", name);
    }
}
