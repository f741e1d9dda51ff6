using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>One active branch of an instance.</summary>
[Description("One active branch of an instance: where it stands and what will move it.")]
internal sealed record Token
{
    public Token(WorkflowToken token)
    {
        Number = token.Token;
        Node = token.Node;
        State = token.State;
        Place = token.Place;
        Attempt = token.Attempt;
        Since = token.Since;
        DueAt = token.DueAt;
        StartedAt = token.StartedAt;
        Error = Error.Of(token.Error);
        Worker = token.Worker;
    }

    [Description("Number of the token in its instance.")]
    public int Number { get; }

    [Description("Name of the node.")]
    public string Node { get; }

    [Description("What the branch does there.")]
    public WorkflowTokenState State { get; }

    [Description("The node in its scopes, such as lines[3]/reserve; the name of the node, where it is in none.")]
    public string Place { get; }

    [Description("Number of the attempt, from 1; 0 where nothing is attempted.")]
    public int Attempt { get; }

    [Description("When it came to the node.")]
    public DateTimeOffset Since { get; }

    [Description("When its timer is due.")]
    public DateTimeOffset? DueAt { get; }

    [Description("When the running attempt began, once it has been running for a moment.")]
    public DateTimeOffset? StartedAt { get; }

    [Description("The error that it stands on, or that its last attempt failed with.")]
    public Error? Error { get; }

    [Description("The process that runs it.")]
    public string? Worker { get; }
}
