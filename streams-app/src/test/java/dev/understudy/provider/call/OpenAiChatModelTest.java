package dev.understudy.provider.call;

import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.dialect.Dialect;
import dev.understudy.provider.openai.OpenAiDialect;
import dev.understudy.sandbox.dialect.ScriptedDialect;

class OpenAiChatModelTest extends ChatModelContract {
    @Override
    protected Dialect dialect() {
        return new OpenAiDialect();
    }

    @Override
    protected ScriptedDialect scripted() {
        return new dev.understudy.sandbox.dialect.OpenAiDialect();
    }

    @Override
    protected SampleProviders provider() {
        return SampleProviders.openAi();
    }
}
