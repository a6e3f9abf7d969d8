-- Keeps a new code for a browser, unless it is too early for one or a budget is used up.
-- KEYS: newest code, earlier code, times of codes made, times of failures
-- ARGV: now, digest, expires at, resend at, reference, kind, codes and failures per window, window (times in ms)
local newest, earlier, made, failures = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local now, window = tonumber(ARGV[1]), tonumber(ARGV[9])

-- Until when `limit` events within the window stand against another one; 0: they do not.
local function limited_until(times, limit)
  local oldest = redis.call('LINDEX', times, limit - 1)
  if oldest and tonumber(oldest) + window > now then return tonumber(oldest) + window end
  return 0
end

local until_failures = limited_until(failures, tonumber(ARGV[8]))
if until_failures > 0 then return {'limited', until_failures} end

local last = redis.call('HMGET', newest, 'expires', 'resend', 'reference', 'kind')
local lives = last[1] and tonumber(last[1]) > now
if lives and tonumber(last[2]) > now and last[4] == ARGV[6] then
  return {'standing', last[3], tonumber(last[1]), tonumber(last[2])}
end

local until_made = limited_until(made, tonumber(ARGV[7]))
if until_made > 0 then return {'limited', until_made} end

-- RENAME takes the time to live along.
if lives then redis.call('RENAME', newest, earlier) elseif last[1] then redis.call('DEL', newest) end
redis.call('HSET', newest, 'digest', ARGV[2], 'expires', ARGV[3], 'resend', ARGV[4], 'reference', ARGV[5], 'kind', ARGV[6], 'tries', '0')
redis.call('PEXPIRE', newest, tonumber(ARGV[3]) - now)
if redis.call('LPUSH', made, ARGV[1]) > tonumber(ARGV[7]) then redis.call('LTRIM', made, 0, tonumber(ARGV[7]) - 1) end
redis.call('PEXPIRE', made, window)
return {'issued', ARGV[5], tonumber(ARGV[3]), tonumber(ARGV[4])}
