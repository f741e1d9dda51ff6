using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine.Scripts;

/// <summary>Runs the code of a script again for every answer, over what is recorded by then.</summary>
internal sealed class ScriptCourse(ScriptProgram program, WorkflowInstance instance) : ICourse
{
    private readonly ScriptRecord _record = ScriptRecord.Of(program, instance.Journal ?? []);

    public ProgramTerms Terms => program.Terms;

    public IEnumerable<string> Names => program.Asked(_record).Select(node => node.Name);

    public ImmutableArray<Opening> Begin() => Open(program.Asked(_record));

    public ImmutableArray<Opening> Next(in Passed passed)
    {
        var before = Names.ToHashSet(StringComparer.Ordinal);
        _record.Note(passed);
        return Open(program.Asked(_record).Where(node => !before.Contains(node.Name)));
    }

    /// <summary>Others that were asked for together with the node are asked for again with it, unless they were through.</summary>
    public ImmutableArray<Opening> GoBack(string node)
    {
        _record.Forget(program, node);
        return Open(program.Asked(_record).Where(asked => !_record.Has(asked.Name)));
    }

    public ProgramNode? Find(WorkflowPlace scope, string node) =>
        node == ScriptProgram.Beginning ? new ProgramStep(node) : program.Asked(_record).FirstOrDefault(asked => asked.Name == node);

    public IEnumerable<WaitAhead> WaitsAhead(IReadOnlyList<Token> tokens, IReadOnlyList<Scope> scopes) =>
        program.Asked(_record).OfType<ProgramWait>().Where(wait => tokens.Any(token => token.Node == wait.Name)).Select(wait => new WaitAhead(WorkflowPlace.Root, wait));

    private static ImmutableArray<Opening> Open(IEnumerable<ProgramNode> nodes) => [.. nodes.Select(node => new Opening(WorkflowPlace.Root, node))];
}
