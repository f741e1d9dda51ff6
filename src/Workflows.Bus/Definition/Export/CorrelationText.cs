using System.Text.RegularExpressions;

namespace Workflows.Definition.Export;

/// <summary>Says as text how a wait is found by an event, and whether two such texts mean the same.</summary>
internal static partial class CorrelationText
{
    public static string Of(AwaitedEvent awaited) => awaited.Correlation switch
    {
        null => "sent to the instance",
        { FromState: null } => "CorrelationId is the id of the instance",
        { } correlation => $"{OnOneLine(correlation.EventLabel)} is {OnOneLine(correlation.StateLabel)}",
    } + (awaited.IgnoreEarlyEvents ? ", once it is there" : "");

    /// <summary>Without what a formatter or a rename changes: white space, the names of parameters, brackets around them. Texts with literals are left as they are.</summary>
    public static string Plain(string by) =>
        by.Contains('"') || by.Contains('\'') ? by : string.Join(" is ", by.Split(" is ").Select(PlainLambda));

    private static string PlainLambda(string text)
    {
        var lambda = Lambda().Match(text);
        return Gap().Replace(lambda.Success ? $"=>{Regex.Replace(lambda.Groups["body"].Value, $@"(?<![\w.]){lambda.Groups["name"].Value}(?!\w)", "_")}" : text, "");
    }

    private static string OnOneLine(string? label) => label is null ? "a key" : White().Replace(label, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    /// <summary>White space that does not keep two words apart, and what only calms the compiler.</summary>
    [GeneratedRegex(@"(?<!\w)\s+|\s+(?!\w)|(?<=[\w\)\]])!(?=[.\[?]|$)")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^\s*(static\s+)?\(?\s*([\w.<>?]+\s+)?(?<name>[A-Za-z_]\w*)\s*\)?\s*=>(?<body>.*)$", RegexOptions.Singleline)]
    private static partial Regex Lambda();
}
