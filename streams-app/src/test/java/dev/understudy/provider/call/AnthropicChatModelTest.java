package dev.understudy.provider.call;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.anthropic.AnthropicDialect;
import dev.understudy.provider.dialect.Dialect;
import dev.understudy.sandbox.dialect.ScriptedDialect;
import dev.understudy.sandbox.script.Fault;

class AnthropicChatModelTest extends ChatModelContract {
    @Override
    protected Dialect dialect() {
        return new AnthropicDialect();
    }

    @Override
    protected ScriptedDialect scripted() {
        return new dev.understudy.sandbox.dialect.AnthropicDialect();
    }

    @Override
    protected SampleProviders provider() {
        return SampleProviders.anthropic();
    }

    /** This vendor has one stop reason for both. */
    @Override
    protected FailureReason expected(Fault fault) {
        return fault == Fault.FILTERED_ANSWER ? FailureReason.REFUSED : super.expected(fault);
    }
}
