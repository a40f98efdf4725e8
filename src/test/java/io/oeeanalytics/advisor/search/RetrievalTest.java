package io.oeeanalytics.advisor.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import io.oeeanalytics.advisor.search.Embeddings.Cut;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrievalTest {
    private static final Access MANAGERS = new Access(Set.of("MANAGER"), Set.of());
    private static final Reader MANAGER = new Reader(Set.of("MANAGER"), null);

    private static MiniLm model;

    private PassageIndex index;
    private Retrieval retrieval;

    @BeforeAll
    static void load() {
        model = new MiniLm(Runnable::run);
    }

    @BeforeEach
    void set_up() throws IOException {
        index = new PassageIndex(new ByteBuffersDirectory());
        retrieval = new Retrieval(index, model);
    }

    private void put(String document, String title, Access access, String... texts)
            throws IOException {
        var passages = new ArrayList<Passage>();
        for (int i = 0; i < texts.length; i++) {
            passages.add(new Passage(document, i, 1, "", texts[i]));
        }
        var cut = List.of(new Cut(title, passages));
        index.put(document, title, access, new Embeddings(model).of(cut).getFirst());
        index.refresh();
    }

    private List<String> found(String question, Reader reader) {
        return retrieval.find(question, reader, 10).stream()
                .map(passage -> passage.document() + passage.number())
                .toList();
    }

    @Test
    void while_the_model_does_not_answer_words_alone_are_searched_and_nothing_more_is_shown()
            throws IOException {
        put("a", "", MANAGERS, "Fault XK-4711 means that the guard door is open.");
        put("b", "", new Access(Set.of("ADMIN"), Set.of()), "XK-4711 is a secret.");
        put("c", "", MANAGERS, "Warm the glue to 180 degrees.");
        var silent =
                new EmbeddingModel() {
                    @Override
                    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
                        throw new IllegalStateException("no network");
                    }
                };

        assertThat(new Retrieval(index, silent).find("What is XK-4711?", MANAGER, 10))
                .extracting(FoundPassage::document)
                .containsExactly("a");
    }

    @Test
    void a_passage_is_found_by_a_word_no_model_knows_and_by_words_it_does_not_have()
            throws IOException {
        put("a", "", MANAGERS, "Fault XK-4711 means that the guard door is open.");
        put("b", "", MANAGERS, "Warm the glue to 180 degrees before production begins.");
        put("c", "", MANAGERS, "The palletizer takes twelve boxes a layer.");

        assertThat(found("What is XK-4711?", MANAGER)).startsWith("a0");
        assertThat(found("How hot must the adhesive be?", MANAGER)).startsWith("b0");
    }

    @Test
    void words_are_found_in_other_forms_in_four_languages() throws IOException {
        put("en", "", MANAGERS, "The nozzles of the machine are cleaned with water after a shift.");
        put(
                "de",
                "",
                MANAGERS,
                "Die Düsen der Maschine werden nach der Schicht mit Wasser gereinigt.");
        put(
                "fr",
                "",
                MANAGERS,
                "Les buses de la machine sont nettoyées avec de l'eau après le poste.");
        put(
                "es",
                "",
                MANAGERS,
                "Las boquillas de la máquina se limpian con agua después del turno.");

        assertThat(found("nozzle", MANAGER)).startsWith("en0");
        assertThat(found("Düse", MANAGER)).startsWith("de0");
        assertThat(found("nettoyer la buse", MANAGER)).startsWith("fr0");
        assertThat(found("limpiar la boquilla", MANAGER)).startsWith("es0");
    }

    @Test
    void nobody_finds_what_is_not_open_to_their_role_or_their_lines() throws IOException {
        put("secret", "", new Access(Set.of("ADMIN"), Set.of()), "The safe opens with 4711.");
        put("line2", "", new Access(Set.of("MANAGER"), Set.of("LINE-02")), "Code 4711 of line 2.");
        put("open", "", MANAGERS, "A word on something else.");

        assertThat(found("4711", MANAGER)).containsExactlyInAnyOrder("line2" + 0, "open0");
        assertThat(found("4711", new Reader(Set.of("MANAGER"), Set.of("LINE-01"))))
                .containsExactly("open0");
        assertThat(found("4711", new Reader(Set.of("MANAGER"), Set.of("LINE-02"))))
                .containsExactlyInAnyOrder("line20", "open0");
        assertThat(found("4711", new Reader(Set.of("MANAGER"), Set.of()))).containsExactly("open0");
        assertThat(found("4711", new Reader(Set.of("MANAGER"), Set.of("yes", "*"))))
                .containsExactly("open0");
        assertThat(found("4711", new Reader(Set.of("ADMIN"), Set.of("LINE-02"))))
                .containsExactly("secret0");
        assertThat(found("4711", new Reader(Set.of(), null))).isEmpty();
    }

    /** Also where thousands that may not be read would answer better. */
    @Test
    void what_may_not_be_read_takes_no_places() throws IOException {
        for (int i = 0; i < 400; i++) {
            put("closed" + i, "", new Access(Set.of("ADMIN"), Set.of()), "Pressure of pump " + i);
        }
        put("open", "", MANAGERS, "The canteen opens at noon.");

        assertThat(found("pressure of the pump", MANAGER)).containsExactly("open0");
    }

    @Test
    void a_document_put_again_takes_the_place_of_the_one_before() throws IOException {
        put("a", "", MANAGERS, "Oil the chain weekly.", "Then wipe it.");
        put("a", "", MANAGERS, "Oil the chain monthly.");
        assertThat(found("chain", MANAGER)).containsExactly("a0");

        put("a", "", MANAGERS);
        assertThat(found("chain", MANAGER)).isEmpty();
    }

    @Test
    void a_passage_is_found_by_its_title_and_by_what_stands_beside_it() throws IOException {
        put("a", "Labeller ETX-9", MANAGERS, "Press reset and hold it.");
        put("b", "", MANAGERS, "The ZQ-17 alarm.", "Wait for ten minutes.");
        put("c", "", MANAGERS, "Sweep the floor.");

        assertThat(found("ETX-9", MANAGER)).startsWith("a0");
        assertThat(found("ZQ-17", MANAGER)).startsWith("b0", "b1");
    }

    @Test
    void questions_of_signs_only_find_without_failing() throws IOException {
        put("a", "", MANAGERS, "Oil the chain weekly.");

        assertThat(found("   ", MANAGER)).isEmpty();
        assertThat(found("\u200B \uFFFD ?", MANAGER)).isEmpty();
        assertThat(found("?!*:() AND \"", MANAGER)).containsExactly("a0");
    }

    @Test
    void a_question_of_thousands_of_words_is_answered() throws IOException {
        put("a", "", MANAGERS, "Oil the chain weekly.");
        var words = new StringBuilder("How often is the chain oiled? ");
        for (int i = 0; i < 3_000; i++) {
            words.append(" word").append(i);
        }

        assertThat(found(words.toString(), MANAGER)).containsExactly("a0");
    }

    /** The tokenizer of the library reads 128 word pieces as it is shipped. */
    @Test
    void the_model_reads_a_passage_to_its_end() {
        String passage = "the machine stopped again ".repeat(45);

        float[] without = model.embed(passage).content().vector();
        float[] with = model.embed(passage + "because of a zebra").content().vector();

        assertThat(with).isNotEqualTo(without);
    }

    /** Its tokenizer comes from a library that tells its makers of each start. */
    @Test
    void the_model_starts_without_a_word_to_the_outside() {
        var asked = new ArrayList<URI>();
        var usual = ProxySelector.getDefault();
        ProxySelector.setDefault(
                new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI address) {
                        asked.add(address);
                        return List.of(Proxy.NO_PROXY);
                    }

                    @Override
                    public void connectFailed(URI address, SocketAddress proxy, IOException e) {
                        asked.add(address);
                    }
                });
        try {
            new MiniLm(Runnable::run).embed("A word.");
        } finally {
            ProxySelector.setDefault(usual);
        }

        assertThat(asked).isEmpty();
    }
}
