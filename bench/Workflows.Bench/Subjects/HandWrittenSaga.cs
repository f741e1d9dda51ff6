using MassTransit;

namespace Workflows.Bench.Subjects;

/// <summary>
/// The same work as a team would write it by hand: a state machine that sends a command per step and moves on with the reply. On MassTransit's own
/// in-memory saga repository it persists nothing, keeps no history and loses everything in a crash: the best that it could be.
/// </summary>
public sealed class HandWrittenSaga : MassTransitStateMachine<HandWrittenInstance>
{
    public const int StepCount = 5;

    public HandWrittenSaga(Completions completions, SagaAddresses addresses)
    {
        InstanceState(x => x.CurrentState);
        Event(() => Started, x => x.CorrelateById(m => m.Message.Id));
        Event(() => StepDone, x => x.CorrelateById(m => m.Message.Id));

        Initially(When(Started)
            .Then(x => x.Saga.Payload = x.Message.Payload)
            .Send(_ => addresses.Steps, x => new DoStep(x.Saga.CorrelationId, 1))
            .TransitionTo(Working));

        During(Working, When(StepDone)
            .Then(x => x.Saga.Done++)
            .IfElse(x => x.Saga.Done < StepCount,
                more => more.Send(_ => addresses.Steps, x => new DoStep(x.Saga.CorrelationId, x.Saga.Done + 1)),
                last => last.Then(x => completions.Completed(x.Saga.CorrelationId)).Finalize()));
        SetCompletedWhenFinalized();
    }

    public State Working { get; private set; } = null!;

    public Event<SagaStarted> Started { get; private set; } = null!;

    public Event<StepDone> StepDone { get; private set; } = null!;
}

/// <summary>Where a saga of one kind and its steps receive.</summary>
public sealed record SagaAddresses(string SagaQueue, string StepsQueue)
{
    public Uri Saga { get; } = new($"exchange:{SagaQueue}");

    public Uri Steps { get; } = new($"exchange:{StepsQueue}");
}

public sealed record SagaStarted(Guid Id, int Payload);

public sealed record DoStep(Guid Id, int Number);

public sealed record StepDone(Guid Id, int Number);

public sealed class HandWrittenInstance : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public int Payload { get; set; }

    public int Done { get; set; }
}

/// <summary>Runs a step of the hand-written saga and replies.</summary>
public sealed class DoStepConsumer(SagaAddresses addresses) : IConsumer<DoStep>
{
    public async Task Consume(ConsumeContext<DoStep> context)
    {
        var endpoint = await context.GetSendEndpoint(addresses.Saga);
        await endpoint.Send(new StepDone(context.Message.Id, context.Message.Number));
    }
}
