using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

internal static class FakeWorkflows
{
    public static void AddTo(IServiceCollection services) => services.AddScoped(_ => DispatchProxy.Create<IWorkflowClient, Nothing>());

    [System.Diagnostics.CodeAnalysis.SuppressMessage("x","CA1852")]
    public class Nothing : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException();
    }
}
