package io.oeeanalytics.advisor.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;

/** Markdown, with tables; read as the page it stands for. */
final class MarkdownReading implements Kind.Reading {
    @Override
    public ReadDocument read(Path file) throws IOException, DocumentRefused {
        return read(TextReading.decoded(Files.readAllBytes(file)));
    }

    static ReadDocument read(String markdown) throws DocumentRefused {
        var tables = List.of(TablesExtension.create());
        var document = Parser.builder().extensions(tables).build().parse(markdown);
        return HtmlReading.read(
                Jsoup.parse(HtmlRenderer.builder().extensions(tables).build().render(document)));
    }
}
