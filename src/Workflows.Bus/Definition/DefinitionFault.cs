namespace Workflows.Definition;

/// <summary>One thing that is wrong with a definition.</summary>
internal sealed record DefinitionFault(WorkflowIdentity Workflow, string? Node, string Expected, string Came)
{
    public override string ToString() =>
        Node is null
            ? $"{Workflow}: expected {Expected}, but {Came}."
            : $"{Workflow}, node '{Node}': expected {Expected}, but {Came}.";
}
