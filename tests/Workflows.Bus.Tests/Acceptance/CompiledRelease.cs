using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Workflows.Tests.Acceptance;

/// <summary>A release of an application, compiled in the test: the same workflow and the same events on the bus, under names of classes that the release chooses.</summary>
internal sealed class CompiledRelease
{
    private readonly string _namespace;
    private readonly string _prefix;

    /// <param name="version">Version of the assembly.</param>
    /// <param name="namespace">Namespace of the classes.</param>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="fails">Whether the first step of order <c>fails</c> throws.</param>
    public CompiledRelease(string version, string @namespace, string prefix, bool fails)
    {
        (_namespace, _prefix) = (@namespace, prefix);
        var source = _source.Replace("NAMESPACE", @namespace, StringComparison.Ordinal).Replace("PREFIX", prefix, StringComparison.Ordinal)
            .Replace("VERSION", version, StringComparison.Ordinal).Replace("FAILS", fails ? "true" : "false", StringComparison.Ordinal);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Shop", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        Assembly = Assembly.Load(image.ToArray());
    }

    public Assembly Assembly { get; }

    public object Paid(string orderId) => Activator.CreateInstance(Assembly.GetType($"{_namespace}.{_prefix}Paid", throwOnError: true)!, orderId)!;

    public object StateOf(string orderId)
    {
        var type = Assembly.GetType($"{_namespace}.{_prefix}State", throwOnError: true)!;
        var state = Activator.CreateInstance(type)!;
        type.GetProperty("OrderId")!.SetValue(state, orderId);
        return state;
    }

    public object Stamped(string orderId)
    {
        var stamp = Assembly.GetType("Common.Stamp", throwOnError: true)!;
        return Activator.CreateInstance(Assembly.GetType("Common.Stamped`1", throwOnError: true)!.MakeGenericType(stamp), orderId, Activator.CreateInstance(stamp, "!"))!;
    }

    private const string _source =
        """
        using System;
        using System.Threading.Tasks;
        using MassTransit;
        using Workflows;
        [assembly: System.Reflection.AssemblyVersion("VERSION")]
        namespace Common
        {
            public sealed record Stamp(string Text);
            public sealed record Stamped<T>(string OrderId, T Body);
        }
        namespace NAMESPACE
        {
            [MessageUrn("Shop:Paid"), EntityName("Shop:Paid")]
            public sealed record PREFIXPaid(string OrderId);
            [MessageUrn("Shop:Told"), EntityName("Shop:Told")]
            public sealed record PREFIXTold(string OrderId);
            public sealed class PREFIXState
            {
                public string OrderId { get; set; } = "";
                public int Count { get; set; }
            }
            [Workflow("renamed")]
            public sealed class PREFIXWorkflow : Workflow<PREFIXState>
            {
                protected override void Define(IWorkflowBuilder<PREFIXState> flow)
                {
                    flow.Step("begin", context =>
                    {
                        if (FAILS && context.State.OrderId == "fails")
                            throw new InvalidOperationException("down");
                        context.Publish(new PREFIXTold(context.State.OrderId));
                        return Task.CompletedTask;
                    });
                    flow.Sleep("nap", TimeSpan.FromHours(1));
                    flow.WaitFor<PREFIXPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, _) => s.Count++);
                    flow.WaitFor<Common.Stamped<Common.Stamp>>("stamp").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, _) => s.Count++);
                    flow.Step("end", context =>
                    {
                        context.State.Count++;
                        return Task.CompletedTask;
                    });
                }
            }
        }
        """;
}
