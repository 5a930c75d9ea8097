;;; (suo process): other programs: started, talked to through pipes, waited for.
;;;
;;;   (run-process "cp" '("a" "b"))                                       wait for it; its status
;;;   (run-process/output "sort" '("-n") "3\n1\n2\n")                     status, what it wrote, its error messages
;;;   (start-process "bc" '() 'input 'pipe 'output 'pipe)                 go on beside it
;;;
;;; A program whose name has no slash is looked for in the folders of the variable PATH. Arguments are given as they are, no shell reads them;
;;; (run-shell command) is for those who want one. Settings are symbols, each with a value:
;;;
;;;   input         where standard input comes from: inherit (as this process has it), pipe, null, the path of a file, a port of a file
;;;   output        where standard output goes: likewise; a file is made or replaced
;;;   error         where error messages go: likewise, or `output`: where output goes
;;;   directory     in which directory the program runs: a path
;;;   environment   its environment: an association list of strings; this process's own (as (suo environment) left it) when not told
;;;   binary        #t: ports of pipes are binary, not textual
;;;
;;; A status is the exit code, 0 to 255, or the number of the signal that ended the program, negative. A program that cannot be started raises an
;;; error that satisfies file-error?. Files that this process has open are closed in the other one.
(define-library (suo process)
  (export start-process run-process run-process/output run-shell
          process? process-id process-input process-output process-error process-wait process-status process-signal
          find-program current-process-id parent-process-id)
  (import (scheme base) (scheme case-lambda) (scheme process-context) (suo runtime)
          (only (primitives) %object-address %system-call %bytevector-u32-ref %bytevector-u32-set! %fx= %fx+ %fx* %fx- %fx< %fxand %fxior %fxsll %fxsrl))
  (begin
    ;; status: #f while the program is not known to have ended.
    (define-record-type process
      (make-process id input output error status)
      process?
      (id process-id)
      (input process-input)             ; output port to the program's standard input, or #f
      (output process-output)           ; input port from its standard output, or #f
      (error process-error)             ; input port from its error messages, or #f
      (status known-status set-status!))

    (define (complain who result . irritants)
      (apply file-error who (or (system-error-text result) "the system refuses") irritants))

    (define (check-result who result . irritants)
      (if (< result 0) (apply complain who result irritants) result))

    (define (current-process-id) (system-call 'getpid 0 0 0))
    (define (parent-process-id) (system-call 'getppid 0 0 0))

    ;;; Starting

    ;; (start-process program arguments setting value ...) -> process
    (define (start-process program arguments . settings)
      (start 'start-process program arguments (checked-settings 'start-process settings)))

    ;; (run-process program arguments setting value ...) -> status. There is nobody at the other end of a pipe.
    (define (run-process program arguments . settings)
      (let ((settings (checked-settings 'run-process settings)))
        (for-each (lambda (name)
                    (when (eq? (setting settings name) 'pipe) (error "run-process: nobody uses the pipe for" name)))
                  '(input output error))
        (process-wait (start 'run-process program arguments settings))))

    ;; (run-shell command) -> status of /bin/sh, which runs the command
    (define (run-shell command)
      (unless (string? command) (wrong-type 'run-shell 0 'string command))
      (run-process "/bin/sh" (list "-c" command)))

    (define setting-names '(input output error directory environment binary))

    ;; -> association list
    (define (checked-settings who settings)
      (cond ((null? settings) '())
            ((not (memq (car settings) setting-names)) (error "unknown setting of a process, not one of" (car settings) setting-names))
            ((null? (cdr settings)) (error "a setting of a process needs a value" (car settings)))
            (else (cons (cons (car settings) (cadr settings)) (checked-settings who (cddr settings))))))

    (define (setting settings name)
      (let ((entry (assq name settings))) (and entry (cdr entry))))

    (define (start who program arguments settings)
      (unless (string? program) (wrong-type who 0 'string program))
      (unless (list? arguments) (wrong-type who 1 'list arguments))
      (for-each (lambda (argument) (unless (string? argument) (wrong-type who 1 'string argument))) arguments)
      (let* ((path (or (find-program program) (complain who -2 program)))
             (binary? (setting settings 'binary))
             (input (child-end who (setting settings 'input) #f '()))
             (output (child-end who (setting settings 'output) #t (list input)))
             (errors (if (eq? (setting settings 'error) 'output)
                         output
                         (child-end who (setting settings 'error) #t (list input output))))
             (report (make-pipe who))
             (directory (and (setting settings 'directory) (%path-bytes (setting settings 'directory))))
             (path-bytes (%path-bytes path))
             (argument-block (make-block (cons program arguments)))
             (environment-block (make-block (environment-strings settings))))
        (flush-all-ports)
        (let ((id (system-call 'fork 0 0 0)))
          (when (eqv? id 0)
            (become (end-file input 0) (end-file output 1) (if (eq? errors output) 1 (end-file errors 2))
                    directory path-bytes argument-block environment-block (cdr report)))
          (close-child-end input)
          (close-child-end output)
          (unless (eq? errors output) (close-child-end errors))
          (system-close (cdr report))
          (let ((failure (if (< id 0) id (read-report (car report)))))
            (system-close (car report))
            (when (< failure 0)
              (unless (< id 0) (wait-for id 0))
              (for-each close-pipe (if (eq? errors output) (list input output) (list input output errors)))
              (complain who failure path)))
          (make-process id
                        (and (end-pipe input) (make-file-output-port (end-pipe input) binary? program))
                        (and (end-pipe output) (make-file-input-port (end-pipe output) binary? program))
                        (and (not (eq? errors output)) (end-pipe errors) (make-file-input-port (end-pipe errors) binary? program))
                        #f))))

    ;; One of the program's three standard files: file: the number to use, or #f for the inherited one; close?: belongs to us only until
    ;; the program has started; pipe: the number of our end, or #f.
    (define-record-type end
      (make-end file close? pipe)
      end?
      (file end-own-file)
      (close? end-close?)
      (pipe end-pipe))

    (define (end-file end standard) (or (end-own-file end) -1))
    (define (close-child-end end) (when (end-close? end) (system-close (end-own-file end))))
    (define (close-pipe end) (when (end-pipe end) (system-close (end-pipe end))))

    ;; earlier: ends that are closed when this one cannot be had.
    (define (child-end who what writes? earlier)
      (define (give-up)
        (for-each close-child-end earlier)
        (for-each close-pipe earlier))
      (cond ((or (not what) (eq? what 'inherit)) (make-end #f #f #f))
            ((eq? what 'pipe)
             (let ((pipe (make-pipe who)))
               (if writes? (make-end (cdr pipe) #t (car pipe)) (make-end (car pipe) #t (cdr pipe)))))
            ((eq? what 'null) (open-end who "/dev/null" writes? give-up))
            ((string? what) (open-end who what writes? give-up))
            ((and (port? what) (%port-file what)) (make-end (%port-file what) #f #f))
            (else
             (give-up)
             (error "neither pipe, null, inherit, a path nor a port of a file" what))))

    ;; Close on execution; for output also: write only, create, truncate.
    (define (open-end who path writes? give-up)
      (let ((file (system-call 'open (%path-bytes path) (if writes? #x80241 #x80000) #o666)))
        (when (< file 0)
          (give-up)
          (complain who file path))
        (make-end file #t #f)))

    ;; -> pair of the file to read from and the file to write to; both close on execution
    (define (make-pipe who)
      (let ((files (make-bytevector 8)))
        (check-result who (system-call 'pipe2 files #x80000 0))
        (cons (%bytevector-u32-ref files 0) (%bytevector-u32-ref files 4))))

    ;; The error number that the new process wrote before its end, or 0 when it has become the program.
    (define (read-report file)
      (let ((bytes (make-bytevector 1)))
        (if (= 1 (system-read file bytes 1)) (- (bytevector-u8-ref bytes 0)) 0)))

    (define (environment-strings settings)
      (map (lambda (entry) (string-append (car entry) "=" (cdr entry)))
           (if (assq 'environment settings) (setting settings 'environment) (get-environment-variables))))

    ;;; Becoming the program: what the new process does.

    ;; Bytes for a list of strings as the system wants it, and how many there are: a table of addresses, ended by zero, and the texts. The
    ;; table holds distances from the beginning until the addresses are known.
    (define (make-block strings)
      (let* ((count (length strings))
             (texts (map %path-bytes strings))
             (block (make-bytevector (+ (* 8 (+ count 1)) (apply + (map bytevector-length texts))) 0)))
        (let loop ((index 0) (place (* 8 (+ count 1))) (texts texts))
          (unless (null? texts)
            (%bytevector-u32-set! block (* 8 index) place)
            (bytevector-copy! block place (car texts))
            (loop (+ index 1) (+ place (bytevector-length (car texts))) (cdr texts))))
        (cons block count)))

    (define (become input output errors directory path arguments environment report)
      (let ((failure (prepare input output errors directory)))
        (give-up report (if (%fx< failure 0) failure (execute path (car arguments) (cdr arguments) (car environment) (cdr environment))))))

    ;; Numbers below zero mean what is there already. The program sees a broken pipe by its signal (13) as usual.
    (define (prepare input output errors directory)
      (long-system-call 'rt-sigaction 13 (make-bytevector 32 0) 0 8)
      (let* ((one (if (%fx< input 0) 0 (system-call 'dup2 input 0 0)))
             (two (if (%fx< output 0) 0 (system-call 'dup2 output 1 0)))
             (three (if (%fx< errors 0) 0 (system-call 'dup2 errors 2 0)))
             (four (if directory (system-call 'chdir directory 0 0) 0)))
        (cond ((%fx< one 0) one) ((%fx< two 0) two) ((%fx< three 0) three) (else four))))

    ;; Between the last look at the addresses and the system call nothing can happen, so the tables are right.
    (define (execute path arguments argument-count environment environment-count)
      (let ((number (system-call-number 'execve)))
        (let loop ((argument-base 0) (environment-base 0))
          (let ((argument-address (contents-address arguments)) (environment-address (contents-address environment)))
            (relocate! arguments argument-count (%fx- argument-address argument-base))
            (relocate! environment environment-count (%fx- environment-address environment-base))
            (if (and (%fx= argument-address (contents-address arguments)) (%fx= environment-address (contents-address environment)))
                (%system-call number path arguments environment 0 0 0)
                (loop argument-address environment-address))))))

    (define (contents-address bytes) (%fx+ 8 (%fx* 8 (%object-address bytes))))

    (define (relocate! block count distance)
      (let loop ((index 0))
        (if (%fx< index (%fx* 8 count))
            (let ((address (%fx+ distance (%fxior (%bytevector-u32-ref block index) (%fxsll (%bytevector-u32-ref block (%fx+ index 4)) 32)))))
              (%bytevector-u32-set! block index (%fxand address #xffffffff))
              (%bytevector-u32-set! block (%fx+ index 4) (%fxsrl address 32))
              (loop (%fx+ index 8))))))

    (define (give-up report failure)
      (let ((bytes (make-bytevector 1)))
        (bytevector-u8-set! bytes 0 (%fx- 0 failure))
        (system-write report bytes 1)
        (system-call 'exit-group 127 0 0)))

    ;;; Waiting

    ;; Wait for the end of the program -> status. Pipes to its input should be closed before.
    (define (process-wait process)
      (or (process-status-with process 0) (process-wait process)))

    ;; -> status, or #f while the program runs
    (define (process-status process) (process-status-with process 1))

    (define (process-status-with process options)
      (unless (process? process) (wrong-type 'process-status 0 'process process))
      (or (known-status process)
          (let ((status (wait-for (process-id process) options)))
            (set-status! process status)
            status)))

    ;; The word of wait4: the signal in the low seven bits, or else the exit code in the next byte.
    (define (wait-for id options)
      (let* ((word (make-bytevector 4))
             (result (long-system-call 'wait4 id word options 0)))
        (cond ((= result 0) #f)
              ((< result 0) (complain 'process-wait result id))
              ((= 0 (remainder (bytevector-u8-ref word 0) 128)) (bytevector-u8-ref word 1))
              (else (- (remainder (bytevector-u8-ref word 0) 128))))))

    ;; (process-signal process [signal]): send a signal, 15 (end, please) when not told; nothing when the program has ended.
    (define process-signal
      (case-lambda
        ((process) (process-signal process 15))
        ((process signal)
         (unless (process-status process)
           (check-result 'process-signal (system-call 'kill (process-id process) signal 0) (process-id process))))))

    ;;; All that a program says

    ;; (run-process/output program arguments [text setting value ...]) -> status, standard output and error messages as strings. The
    ;; text is the standard input. All three are served as they come, so no side waits for the other.
    (define run-process/output
      (case-lambda
        ((program arguments) (run-process/output program arguments ""))
        ((program arguments text . settings)
         (unless (string? text) (wrong-type 'run-process/output 2 'string text))
         (let* ((settings (append (checked-settings 'run-process/output settings)
                                  '((input . pipe) (output . pipe) (error . pipe))))
                (process (start 'run-process/output program arguments settings))
                (output (open-output-bytevector))
                (errors (open-output-bytevector)))
           (serve (process-input process) (string->utf8 text)
                  (list (cons (process-output process) output) (cons (process-error process) errors)))
           (let ((status (process-wait process)))
             (values status (bytes->string (get-output-bytevector output)) (bytes->string (get-output-bytevector errors))))))))

    (define (bytes->string bytes) (utf8-range->string bytes 0 (bytevector-length bytes)))

    ;; input: port or #f; sources: pairs of a port (or #f) and where its bytes go. Ports are closed when they are done with.
    (define (serve input bytes sources)
      (let loop ((input input) (start 0) (sources (filter car sources)))
        (cond ((and input (= start (bytevector-length bytes)))
               (close-port input)
               (loop #f start sources))
              ((or input (pair? sources))
               (let ((ready (poll-files (append (if input (list (cons (%port-file input) 4)) '())
                                                (map (lambda (source) (cons (%port-file (car source)) 1)) sources)))))
                 (let* ((input-ready? (and input (car ready)))
                        (count (if input-ready? (feed input bytes start) 0))
                        (sources (let each ((sources sources) (ready (if input (cdr ready) ready)))
                                   (cond ((null? sources) '())
                                         ((or (not (car ready)) (drain (car sources)))
                                          (cons (car sources) (each (cdr sources) (cdr ready))))
                                         (else (each (cdr sources) (cdr ready)))))))
                   (if (< count 0)
                       (begin (close-port input) (loop #f start sources))
                       (loop input (+ start count) sources))))))))

    (define (filter good? list)
      (cond ((null? list) '())
            ((good? (car list)) (cons (car list) (filter good? (cdr list))))
            (else (filter good? (cdr list)))))

    ;; A pipe that is ready takes 4096 bytes without waiting. -> how many it took, negative when nobody reads any more
    (define (feed port bytes start)
      (let ((block (bytevector-copy bytes start (min (bytevector-length bytes) (+ start 4096)))))
        (system-write (%port-file port) block (bytevector-length block))))

    ;; -> is there more to come?
    (define (drain source)
      (let* ((block (make-bytevector 16384))
             (count (system-read (%port-file (car source)) block 16384)))
        (cond ((> count 0) (write-bytevector block (cdr source) 0 count) #t)
              (else (close-port (car source)) #f))))

    ;; files: pairs of a number and the events wanted (1 input, 4 output) -> list: has something happened? Waits until it has.
    (define (poll-files files)
      (let* ((count (length files))
             (block (make-bytevector (* 8 count) 0)))
        (let fill ((index 0) (rest files))
          (unless (null? rest)
            (%bytevector-u32-set! block index (car (car rest)))
            (bytevector-u8-set! block (+ index 4) (cdr (car rest)))
            (fill (+ index 8) (cdr rest))))
        (check-result 'run-process/output (system-call 'poll block count -1))
        (let collect ((index (- (* 8 count) 8)) (ready '()))
          (if (< index 0) ready (collect (- index 8) (cons (> (bytevector-u8-ref block (+ index 6)) 0) ready))))))

    ;;; Finding

    ;; (find-program name) -> path of the program, or #f. A name with a slash is a path.
    (define (find-program name)
      (unless (string? name) (wrong-type 'find-program 0 'string name))
      (if (has-slash? name)
          name
          (let loop ((folders (split-at-colons (or (get-environment-variable "PATH") "/usr/local/bin:/bin:/usr/bin"))))
            (and (pair? folders)
                 (let ((path (string-append (if (string=? (car folders) "") "." (car folders)) "/" name)))
                   (if (executable-file? path) path (loop (cdr folders))))))))

    (define (executable-file? path)
      (let ((information (make-bytevector 144)) (path (%path-bytes path)))
        (and (= 0 (system-call 'access path 1 0))
             (= 0 (system-call 'stat path information 0))
             (= 8 (quotient (bytevector-u8-ref information 25) 16)))))

    (define (has-slash? name)
      (let loop ((index 0))
        (and (< index (string-length name)) (or (char=? (string-ref name index) #\/) (loop (+ index 1))))))

    (define (split-at-colons text)
      (let loop ((index 0) (start 0))
        (cond ((= index (string-length text)) (list (substring text start index)))
              ((char=? (string-ref text index) #\:) (cons (substring text start index) (loop (+ index 1) (+ index 1))))
              (else (loop (+ index 1) start)))))))
