#!/usr/bin/env bats
# nuget.bats: packs the library as people get it, and uses it from a folder of its own: the program in the package's README is
# restored from a local feed, run, and published ahead of time for this processor, and answers as artifacts/linux-x64 does.
source "$BATS_TEST_DIRNAME/helper.bash"

feed=$scratch/feed
consumer=$scratch/consumer
photo=$repository/tests/samples/leaf.jpg
model=$repository/models/unext50-leaf33-int8.onnx

# The package of this commit, and not one of the same version that was restored before.
consume() {
  local version
  version=$(basename "$feed"/UneXt50.*.nupkg .nupkg) version=${version#UneXt50.}
  mkdir -p "$consumer"
  awk '/^```csharp$/ { code = 1; next } /^```$/ { code = 0 } code' "$repository/src/UneXt50/README.md" > "$consumer/Program.cs"
  cat > "$consumer/NuGet.config" <<XML
<configuration>
  <packageSources><add key="local" value="$feed" /></packageSources>
</configuration>
XML
  cat > "$consumer/Leaves.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <PublishAot>true</PublishAot>
    <InvariantGlobalization>true</InvariantGlobalization>
    <LinkerFlavor>lld</LinkerFlavor>
    <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="UneXt50" Version="$version" />
  </ItemGroup>
</Project>
XML
  rm -rf "${NUGET_PACKAGES:-$HOME/.nuget/packages}/unext50/$version"
}

answers_alike() {
  "$@" "$model" "$photo" | tee "$scratch/said"
  grep --quiet '^2048 features$' "$scratch/said"
  "$program" classify "$photo" --format jsonl > "$scratch/answer"
  grep --quiet --fixed-strings " $(jq -r '.classes[0].label' "$scratch/answer")" <(head -1 "$scratch/said")
}

@test "the library is packed, with its README and its symbols" {
  dotnet pack "$repository/src/UneXt50" -c Release -o "$feed" -v quiet
  unzip -l "$feed"/UneXt50.*.nupkg | tee "$scratch/contents"
  local part
  for part in lib/net10.0/UneXt50.Edge.dll lib/net10.0/UneXt50.Edge.xml README.md; do
    grep --quiet " $part$" "$scratch/contents" || { echo "no $part in the package"; return 1; }
  done
  unzip -l "$feed"/UneXt50.*.snupkg | grep ' lib/net10.0/UneXt50.Edge.pdb$'
}

@test "a program of ten lines restores it and classifies a photo" {
  consume
  (cd "$consumer" && dotnet build -v quiet && answers_alike bin/Debug/net10.0/linux-x64/Leaves)
}

@test "and published ahead of time it answers the same" {
  (cd "$consumer" && dotnet publish -v quiet -o published && answers_alike published/Leaves)
  [[ ! -e $consumer/published/Leaves.dll ]]
}
