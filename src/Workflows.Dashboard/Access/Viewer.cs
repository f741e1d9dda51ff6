namespace Workflows.Dashboard.Access;

/// <summary>Who looks at a page and what that person may do.</summary>
/// <param name="Name">Name of the signed-in user; null: nobody signed in.</param>
/// <param name="Actor">Who operations are recorded as.</param>
/// <param name="WhyNotOperate">Why this person may not operate, for the disabled buttons; null: may.</param>
/// <param name="CanSeePayloads">Whether states, events and stack traces are shown.</param>
internal sealed record Viewer(string? Name, string Actor, string? WhyNotOperate, bool CanSeePayloads)
{
    public bool CanOperate => WhyNotOperate is null;
}
