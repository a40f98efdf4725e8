package io.oeeanalytics.advisor.conversation;

import static io.oeeanalytics.db.advisor.Tables.CONVERSATION;
import static io.oeeanalytics.db.advisor.Tables.TOKEN_USE;
import static io.oeeanalytics.db.advisor.Tables.TURN;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import io.oeeanalytics.advisor.conversation.Judgements.Judged;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Conversations, each asked for by its owner's name. */
@Repository
class JooqConversations {
    /** Answers of before may lack what is kept of them now. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private static final int MOST_LISTED = 200;

    private final DSLContext sql;

    JooqConversations(DSLContext sql) {
        this.sql = sql;
    }

    /** Last touched first; with a word in a title or a question, where one is looked for. */
    List<Conversation> of(String owner, String word) {
        Condition which = CONVERSATION.OWNER.eq(owner);
        if (!word.isBlank()) {
            which =
                    which.and(
                            CONVERSATION
                                    .TITLE
                                    .containsIgnoreCase(word)
                                    .or(
                                            exists(
                                                    selectOne()
                                                            .from(TURN)
                                                            .where(
                                                                    TURN.CONVERSATION_ID.eq(
                                                                            CONVERSATION.ID))
                                                            .and(
                                                                    TURN.QUESTION
                                                                            .containsIgnoreCase(
                                                                                    word)))));
        }
        return sql.selectFrom(CONVERSATION)
                .where(which)
                .orderBy(CONVERSATION.TOUCHED_AT.desc(), CONVERSATION.ID.desc())
                .limit(MOST_LISTED)
                .fetch(
                        row ->
                                new Conversation(
                                        row.getId(),
                                        row.getTitle(),
                                        row.getStartedAt().toInstant(),
                                        row.getTouchedAt().toInstant()));
    }

    long open(String owner, String title, Instant now) {
        return Objects.requireNonNull(
                sql.insertInto(CONVERSATION)
                        .set(CONVERSATION.OWNER, owner)
                        .set(CONVERSATION.TITLE, title)
                        .set(CONVERSATION.STARTED_AT, utc(now))
                        .set(CONVERSATION.TOUCHED_AT, utc(now))
                        .returningResult(CONVERSATION.ID)
                        .fetchSingle()
                        .value1());
    }

    /** False where it is not theirs, or not there. */
    boolean touch(String owner, long id, Instant now) {
        return sql.update(CONVERSATION)
                        .set(CONVERSATION.TOUCHED_AT, utc(now))
                        .where(CONVERSATION.ID.eq(id))
                        .and(CONVERSATION.OWNER.eq(owner))
                        .execute()
                > 0;
    }

    /** Whoever's it is. */
    boolean isThere(long id) {
        return sql.fetchExists(CONVERSATION, CONVERSATION.ID.eq(id));
    }

    boolean rename(String owner, long id, String title) {
        return sql.update(CONVERSATION)
                        .set(CONVERSATION.TITLE, title)
                        .where(CONVERSATION.ID.eq(id))
                        .and(CONVERSATION.OWNER.eq(owner))
                        .execute()
                > 0;
    }

    boolean delete(String owner, long id) {
        return sql.deleteFrom(CONVERSATION)
                        .where(CONVERSATION.ID.eq(id))
                        .and(CONVERSATION.OWNER.eq(owner))
                        .execute()
                > 0;
    }

    int deleteUntouchedSince(Instant limit) {
        return sql.deleteFrom(CONVERSATION).where(CONVERSATION.TOUCHED_AT.lt(utc(limit))).execute();
    }

    long ask(long conversation, String question, String page, Instant now) {
        return Objects.requireNonNull(
                sql.insertInto(TURN)
                        .set(TURN.CONVERSATION_ID, conversation)
                        .set(TURN.QUESTION, question)
                        .set(TURN.PAGE, page)
                        .set(TURN.ASKED_AT, utc(now))
                        .returningResult(TURN.ID)
                        .fetchSingle()
                        .value1());
    }

    void answer(
            long turn,
            Outcome outcome,
            KeptAnswer answer,
            int struckOut,
            String model,
            long tokens,
            Instant now) {
        sql.update(TURN)
                .set(TURN.OUTCOME, outcome.name())
                .set(TURN.ANSWER, JSONB.valueOf(JSON.writeValueAsString(answer)))
                .set(TURN.STRUCK_OUT, struckOut)
                .set(TURN.MODEL, model)
                .set(TURN.TOKENS, tokens)
                .set(TURN.ANSWERED_AT, utc(now))
                .where(TURN.ID.eq(turn))
                .execute();
    }

    /** Oldest first; none where it is not theirs. */
    List<KeptTurn> turns(String owner, long conversation) {
        return ofConversation(owner, conversation).orderBy(TURN.ID).fetch(JooqConversations::turn);
    }

    /** The last of them, oldest first. */
    List<KeptTurn> lastTurns(String owner, long conversation, int most) {
        return ofConversation(owner, conversation)
                .orderBy(TURN.ID.desc())
                .limit(most)
                .fetch(JooqConversations::turn)
                .reversed();
    }

    private SelectConditionStep<Record> ofConversation(String owner, long conversation) {
        return sql.select(TURN.fields())
                .from(TURN)
                .join(CONVERSATION)
                .on(CONVERSATION.ID.eq(TURN.CONVERSATION_ID))
                .where(TURN.CONVERSATION_ID.eq(conversation))
                .and(CONVERSATION.OWNER.eq(owner));
    }

    private static KeptTurn turn(Record row) {
        var answer = row.get(TURN.ANSWER);
        return new KeptTurn(
                row.get(TURN.ID),
                row.get(TURN.CONVERSATION_ID),
                row.get(TURN.QUESTION),
                row.get(TURN.ASKED_AT).toInstant(),
                Optional.ofNullable(row.get(TURN.OUTCOME)).map(Outcome::valueOf),
                answer == null ? KeptAnswer.NONE : JSON.readValue(answer.data(), KeptAnswer.class),
                row.get(TURN.STRUCK_OUT),
                row.get(TURN.MODEL),
                Optional.ofNullable(row.get(TURN.HELPFUL)),
                row.get(TURN.REMARK));
    }

    /** False where it is not theirs. */
    boolean judge(String owner, long turn, boolean helpful, String remark, Instant now) {
        return sql.update(TURN)
                        .set(TURN.HELPFUL, helpful)
                        .set(TURN.REMARK, remark)
                        .set(TURN.JUDGED_AT, utc(now))
                        .setNull(TURN.REVIEWED_AT)
                        .where(TURN.ID.eq(turn))
                        .and(
                                TURN.CONVERSATION_ID.in(
                                        DSL.select(CONVERSATION.ID)
                                                .from(CONVERSATION)
                                                .where(CONVERSATION.OWNER.eq(owner))))
                        .execute()
                > 0;
    }

    /** Those nobody has reviewed first, then the newest. */
    List<Judged> judged() {
        return sql.selectFrom(TURN)
                .where(TURN.JUDGED_AT.isNotNull())
                .orderBy(TURN.REVIEWED_AT.isNotNull(), TURN.JUDGED_AT.desc())
                .limit(MOST_LISTED)
                .fetch(
                        row ->
                                new Judged(
                                        turn(row),
                                        row.getJudgedAt().toInstant(),
                                        Optional.ofNullable(row.getReviewedAt())
                                                .map(OffsetDateTime::toInstant),
                                        row.getReviewedBy()));
    }

    void review(long turn, String by, Instant now) {
        sql.update(TURN)
                .set(TURN.REVIEWED_AT, utc(now))
                .set(TURN.REVIEWED_BY, by)
                .where(TURN.ID.eq(turn))
                .execute();
    }

    void spend(LocalDate day, String owner, long tokens) {
        sql.insertInto(TOKEN_USE)
                .set(TOKEN_USE.DAY, day)
                .set(TOKEN_USE.OWNER, owner)
                .set(TOKEN_USE.TOKENS, tokens)
                .onConflict(TOKEN_USE.DAY, TOKEN_USE.OWNER)
                .doUpdate()
                .set(TOKEN_USE.TOKENS, TOKEN_USE.TOKENS.plus(tokens))
                .execute();
    }

    long spent(LocalDate day, String owner) {
        return spent(TOKEN_USE.DAY.eq(day).and(TOKEN_USE.OWNER.eq(owner)));
    }

    long spent(LocalDate day) {
        return spent(TOKEN_USE.DAY.eq(day));
    }

    private long spent(Condition which) {
        return sql.select(coalesce(sum(TOKEN_USE.TOKENS), inline(BigDecimal.ZERO)))
                .from(TOKEN_USE)
                .where(which)
                .fetchSingle()
                .value1()
                .longValueExact();
    }

    int forgetUseBefore(LocalDate day) {
        return sql.deleteFrom(TOKEN_USE).where(TOKEN_USE.DAY.lt(day)).execute();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
