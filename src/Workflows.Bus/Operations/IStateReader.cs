using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Reads states as the application told it to with <c>ConfigureJson</c>.</summary>
internal interface IStateReader
{
    object ReadState(string state, Type type);
}

/// <summary>Reads states for whoever holds a client.</summary>
internal static class StateReader
{
    private static readonly WorkflowJson _defaultJson = WorkflowJson.ForStates();

    /// <summary>A client that is not ours, such as a substitute in a test, knows no settings.</summary>
    public static object Read(IWorkflowClient client, string state, Type type) =>
        (client is IEntry entry ? entry.Target : client) is IStateReader reader ? reader.ReadState(state, type) : _defaultJson.Deserialize(state, type);
}
