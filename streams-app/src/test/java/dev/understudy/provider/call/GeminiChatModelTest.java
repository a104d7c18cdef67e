package dev.understudy.provider.call;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.dialect.Dialect;
import dev.understudy.provider.gemini.GeminiDialect;
import dev.understudy.sandbox.dialect.ScriptedDialect;
import dev.understudy.sandbox.script.Fault;

class GeminiChatModelTest extends ChatModelContract {
    @Override
    protected Dialect dialect() {
        return new GeminiDialect();
    }

    @Override
    protected ScriptedDialect scripted() {
        return new dev.understudy.sandbox.dialect.GeminiDialect();
    }

    @Override
    protected SampleProviders provider() {
        return SampleProviders.gemini();
    }

    /** The models of this vendor do not refuse: a filter does. */
    @Override
    protected FailureReason expected(Fault fault) {
        return fault == Fault.REFUSAL ? FailureReason.CONTENT_FILTERED : super.expected(fault);
    }
}
