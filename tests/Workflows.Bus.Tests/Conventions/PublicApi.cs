using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Workflows.Tests.Conventions;

/// <summary>Writes what an assembly offers, one line for each type and member, in a stable order.</summary>
internal static class PublicApi
{
    private static readonly SymbolDisplayFormat _format = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeAccessibility,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.Default,
        SymbolDisplayParameterOptions.IncludeExtensionThis | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.None,
        SymbolDisplayKindOptions.IncludeTypeKeyword,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat _baseFormat = _format
        .WithKindOptions(SymbolDisplayKindOptions.None)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters);

    public static string Of(System.Reflection.Assembly assembly)
    {
        var reference = MetadataReference.CreateFromFile(assembly.Location);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path != assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Api", references: [.. references, reference]);
        var types = TypesIn(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!).GlobalNamespace)
            .OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal);
        return string.Join("\n\n", types.Select(Text)) + "\n";
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member switch
        {
            INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type => TypesIn(type).Prepend(type),
            INamespaceSymbol inner => TypesIn(inner),
            _ => [],
        });

    private static string Text(INamedTypeSymbol type)
    {
        var bases = type.Interfaces.AsEnumerable();
        if (type.BaseType is { SpecialType: SpecialType.None } derived)
            bases = bases.Prepend(derived);

        var inherited = string.Join(", ", bases.Where(known => !known.IsGenericType || known.OriginalDefinition.Name != "IEquatable").Select(known => known.ToDisplayString(_baseFormat)));
        var lines = type.GetMembers().Where(IsOffered).Select(member => $"    {member.ToDisplayString(_format)}").Order(StringComparer.Ordinal);
        return string.Join("\n", lines.Prepend($"{Modifiers(type)}{type.ToDisplayString(_format)}{(inherited.Length == 0 ? "" : $" : {inherited}")}"));
    }

    private static string Modifiers(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => "",
    };

    /// <summary>What the compiler adds to a record or a property says nothing that the record or the property does not say.</summary>
    private static bool IsOffered(ISymbol member) =>
        member is not INamedTypeSymbol
        && member is { DeclaredAccessibility: Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal }
        && member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove }
        && member.Name is not ("EqualityContract" or "value__")
        && !(member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true } && member.ContainingType.TypeKind == TypeKind.Enum)
        && !member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");
}
