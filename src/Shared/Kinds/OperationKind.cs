using Workflows.Contracts;

namespace Workflows.Kinds;

/// <summary>A row of the table of operations: what one is called, when it is possible, what makes it and what it leaves behind.</summary>
internal abstract record OperationKind
{
    /// <summary>Stands in the audit, in answers of the API and in addresses. It never changes.</summary>
    public required string Name { get; init; }

    /// <summary>What it is called where one word is not enough. Default: the name.</summary>
    public string Title { get => field ?? Name; init; }

    /// <summary>What it is called at the beginning of a refusal. Default: the name.</summary>
    public string Subject { get => field ?? Name; init; }

    /// <summary>What it is called among what is possible. Default: the name in small letters.</summary>
    public string Phrase { get => field ?? Name.ToLowerInvariant(); init; }

    /// <summary>Last part of addresses and routes. Default: the name in small letters.</summary>
    public string Slug { get => field ?? Name.ToLowerInvariant(); init; }

    /// <summary>Statuses in which it is possible whatever else holds.</summary>
    public IReadOnlyList<WorkflowStatus> Statuses { get; init; } = [];

    /// <summary>Possible as well while the instance runs and waits for its next attempt.</summary>
    public bool WhileRetryPending { get; init; }

    /// <summary>Possible while the instance listens for an event, if it has not ended.</summary>
    public bool WhileListening { get; init; }

    /// <summary>Also possible while an instance is Faulted of which other branches go on.</summary>
    public bool BesideAFault { get; init; }

    /// <summary>Answers to a message that cannot be sent, also where the instance has ended.</summary>
    public bool AnswersUnsent { get; init; }

    /// <summary>Why it is not possible where the definition was missing and nothing else went wrong; null: that makes no difference.</summary>
    public string? WhyNotUndefined { get; init; }

    /// <summary>Whether only a process can obey that has the definition of the instance.</summary>
    public bool NeedsDefinition { get; init; } = true;

    /// <summary>Kinds of the journal's entries that record it where they name an actor.</summary>
    public required IReadOnlyList<string> Entries { get; init; }

    /// <summary>Its form for many instances; null: it has none.</summary>
    public required WorkflowBulkOperation? Bulk { get; init; }

    /// <summary>What it does, for whoever reads what the API offers; null: its route is told elsewhere.</summary>
    public required string? Summary { get; init; }

    /// <summary>What it takes besides who and why.</summary>
    public IReadOnlyList<OperationParameter> Parameters { get; init; } = [];

    /// <summary>Refusals of its own, besides that there is no such instance and that its status does not allow it.</summary>
    public IReadOnlyList<WorkflowRefusal> Refusals { get; init; } = [];

    /// <summary>Type of the message that commands it.</summary>
    public abstract Type Command { get; }

    /// <returns>Members for the state that the command brings, as JSON; null: it brings none.</returns>
    public abstract string? ResultIn(IWorkflowOperation command);

    /// <exception cref="ArgumentException">A parameter that it needs is missing.</exception>
    public abstract IWorkflowOperation Create(OperationInput input);

    /// <returns>The first parameter that it needs and that was not given; null: it can be made.</returns>
    public OperationParameter? MissingIn(OperationInput input) => Parameters.FirstOrDefault(parameter => parameter.IsRequired && input.Find(parameter) is null);

    /// <param name="user">Does something for which the type of the command matters.</param>
    public abstract T Use<T>(IOperationUse<T> user);

    /// <summary>Whether there are instances of a status for which it is possible.</summary>
    public bool MayApply(WorkflowStatus status) =>
        Statuses.Contains(status) || (WhileRetryPending && status == WorkflowStatus.Running) || (WhileListening && !status.IsTerminal());
}

/// <inheritdoc/>
/// <typeparam name="TCommand">The message that commands it.</typeparam>
internal sealed record OperationKind<TCommand>(Func<OperationInput, TCommand> Make) : OperationKind
    where TCommand : class, IWorkflowOperation
{
    /// <summary>Reads the members for the state that a command brings. Default: there are none.</summary>
    public Func<TCommand, string?>? ReadResult { get; init; }

    public override Type Command => typeof(TCommand);

    public override string? ResultIn(IWorkflowOperation command) => command is TCommand own ? ReadResult?.Invoke(own) : null;

    public override IWorkflowOperation Create(OperationInput input) => Make(input);

    public override T Use<T>(IOperationUse<T> user) => user.With<TCommand>();
}

/// <summary>What is done for each operation with the type of its command.</summary>
internal interface IOperationUse<out T>
{
    T With<TCommand>()
        where TCommand : class, IWorkflowOperation;
}
