using Microsoft.Extensions.Options;

namespace Workflows.Dashboard.Hosting;

/// <summary>Finds every fault of the settings and says all of them in one message.</summary>
internal sealed class WorkflowDashboardOptionsCheck : IValidateOptions<WorkflowDashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkflowDashboardOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Title))
            faults.Add($"{nameof(options.Title)} must not be empty.");

        if (options.OperatorPolicy is { } operators && string.IsNullOrWhiteSpace(operators))
            faults.Add($"{nameof(options.OperatorPolicy)} must be the name of an authorization policy, or null for none; it is blank.");

        if (options.PayloadPolicy is { } payloads && string.IsNullOrWhiteSpace(payloads))
            faults.Add($"{nameof(options.PayloadPolicy)} must be the name of an authorization policy, or null for none; it is blank.");

        if (options.TraceUrlTemplate is { } template && !IsTraceUrl(template))
            faults.Add($"{nameof(options.TraceUrlTemplate)} must be an absolute http or https address that contains {{traceId}}, but is '{template}'.");

        if (options.RefreshInterval < TimeSpan.FromSeconds(1))
            faults.Add($"{nameof(options.RefreshInterval)} must be at least one second, but is {options.RefreshInterval}.");

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsTraceUrl(string template) =>
        template.Contains("{traceId}", StringComparison.Ordinal)
        && Uri.TryCreate(template.Replace("{traceId}", "0", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
