;;; (suo regexp-machine): runs programs of (suo regexp-program) in time proportional to the length of the program times that of the string.
;;;
;;; The machine is in several places of the program at once, the threads, in order of preference, and goes over the string once. Threads
;;; at the same place are one: the first to come, which is preferred. Each carries its slots, where submatches begin and end.
;;; Whether look-arounds hold, and where grapheme clusters begin, is found for all places of the string when it is first asked for.
;;;
;;; Source: Pike's text editor; R. Cox, Regular Expression Matching: the Virtual Machine Approach, 2009; Unicode Standard Annex 29
;;; (extended grapheme clusters, without the rule for Indic conjuncts).
(define-library (suo regexp-machine)
  (export make-context run-machine)
  (import (scheme base) (suo regexp-program) (suo char-set) (suo unicode-properties))
  (begin
    ;; What stays the same while one string is searched: the part of it that counts, and memory for the threads.
    ;; looks, breaks: bytevectors with 1 for the places, counted from start, where a look-around holds, a grapheme cluster begins; #f
    ;; until they are needed.
    (define-record-type context
      (build-context program string start end looks breaks now later)
      context?
      (program context-program)
      (string context-string)
      (start context-start)
      (end context-end)
      (looks context-looks)
      (breaks context-breaks set-context-breaks!)
      (now context-now)
      (later context-later))

    ;; The threads at one place of the string. places: their instructions, the preferred first; slots: of the thread at an instruction; marks: the number
    ;; of the round in which the instruction was reached last, so that clearing is counting.
    (define-record-type threads
      (build-threads count places slots marks round)
      threads?
      (count thread-count set-thread-count!)
      (places thread-places)
      (slots thread-slots)
      (marks thread-marks)
      (round thread-round set-thread-round!))

    (define (make-threads program)
      (let ((size (vector-length (program-code program))))
        (build-threads 0 (make-vector size 0) (make-vector size #f) (make-vector size 0) 0)))

    (define (clear! threads)
      (set-thread-count! threads 0)
      (set-thread-round! threads (+ 1 (thread-round threads))))

    ;; Places of the string outside of start … end are not looked at.
    (define (make-context program string start end)
      (build-context program string start end (make-vector (vector-length (program-looks program)) #f) #f
                     (make-threads program) (make-threads program)))

    ;; (run-machine context from whole? slots) -> the vector of slots of the preferred match that begins first from `from` on (whole?: of all from
    ;; there to the end), or #f. slots: how many; with 0 the result is #t or #f.
    (define (run-machine context from whole? slots)
      (let* ((program (context-program context))
             (code (program-code program))
             (start (program-start program))
             (string (context-string context))
             (end (context-end context))
             (first (and (not whole?) (program-first program)))
             (initial (if (> slots 0) (make-vector slots #f) #t)))
        (clear! (context-now context))
        ;; now has the threads that came over the last character; found: the slots of the best match so far.
        (let loop ((index from) (now (context-now context)) (later (context-later context)) (found #f))
          (cond ((and first (not found) (= 0 (thread-count now)) (not (can-begin? first string index end)))
                 (and (< index end) (loop (+ index 1) now later #f)))
                (else
                 (unless (or found (and whole? (> index from)))
                   (add-thread! context code now start index initial))
                 (clear! later)
                 (let* ((match (step! context code now later index (and (< index end) (char->integer (string-ref string index))) whole?
                                      (+ index 1)))
                        (found (or match found)))
                   (if (or (= index end) (and (= 0 (thread-count later)) (or found whole?)))
                       found
                       (loop (+ index 1) later now found))))))))

    (define (can-begin? first string index end)
      (and (< index end)
           (let ((code (char->integer (string-ref string index))))
             (= 1 (bytevector-u8-ref first (if (< code 128) code 128))))))

    ;; A thread at an instruction, or at those that it leads to without taking a character.
    (define (add-thread! context code threads place index slots)
      (let add ((place place) (slots slots))
        (unless (= (vector-ref (thread-marks threads) place) (thread-round threads))
          (vector-set! (thread-marks threads) place (thread-round threads))
          (let ((instruction (vector-ref code place)))
            (case (vector-ref instruction 0)
              ((0 5)
               (let ((count (thread-count threads)))
                 (vector-set! (thread-places threads) count place)
                 (vector-set! (thread-slots threads) place slots)
                 (set-thread-count! threads (+ count 1))))
              ((1)
               (add (vector-ref instruction 1) slots)
               (add (vector-ref instruction 2) slots))
              ((2)
               (let ((slot (vector-ref instruction 1)))
                 (add (vector-ref instruction 2)
                      (if (and (vector? slots) (< slot (vector-length slots)))
                          (let ((copy (vector-copy slots)))
                            (vector-set! copy slot index)
                            copy)
                          slots))))
              ((3)
               (when (holds? context (vector-ref instruction 1) (vector-ref instruction 2) index)
                 (add (vector-ref instruction 3) slots)))
              (else
               (unless (eq? (look-holds? context (vector-ref instruction 1) index) (vector-ref instruction 2))
                 (add (vector-ref instruction 3) slots))))))))

    ;; Over one character, whose code is #f at the end, to place `next`. -> the slots of a thread that matches before the character, after which no
    ;; thread counts, or #f.
    (define (step! context code now later index char whole? next)
      (let ((count (thread-count now)) (places (thread-places now)))
        (let loop ((number 0))
          (if (= number count)
              #f
              (let* ((place (vector-ref places number)) (instruction (vector-ref code place)))
                (cond ((= 0 (vector-ref instruction 0))
                       (when (and char (member? instruction char))
                         (add-thread! context code later (vector-ref instruction 3) next (vector-ref (thread-slots now) place)))
                       (loop (+ number 1)))
                      ((and whole? char) (loop (+ number 1)))
                      (else (vector-ref (thread-slots now) place))))))))

    (define (member? instruction char)
      (if (< char 128)
          (= 1 (bytevector-u8-ref (vector-ref instruction 1) char))
          (in-changes? (vector-ref instruction 2) char)))

    (define (in-changes? changes code)
      (let loop ((low 0) (high (vector-length changes)))
        (if (= low high)
            (odd? low)
            (let ((middle (quotient (+ low high) 2)))
              (if (<= (vector-ref changes middle) code)
                  (loop (+ middle 1) high)
                  (loop low middle))))))

    ;;; Look-around

    ;; -> #t or #f
    (define (look-holds? context number index)
      (let ((looks (context-looks context)))
        (unless (vector-ref looks number)
          (vector-set! looks number (find-places context (vector-ref (program-looks (context-program context)) number))))
        (= 1 (bytevector-u8-ref (vector-ref looks number) (- index (context-start context))))))

    ;; Where does a match begin (ahead) or end? The machine runs towards these places and starts anew at each.
    (define (find-places context look)
      (let* ((program (look-program look)) (ahead? (look-ahead? look))
             (code (program-code program))
             (string (context-string context)) (start (context-start context)) (end (context-end context))
             (places (make-bytevector (+ 1 (- end start)) 0)))
        (let loop ((index (if ahead? end start)) (now (make-threads program)) (later (make-threads program)))
          (when (= 0 (thread-round now)) (clear! now))
          (add-thread! context code now (program-start program) index #t)
          (when (matches? code now) (bytevector-u8-set! places (- index start) 1))
          (clear! later)
          (unless (= index (if ahead? start end))
            (let ((next (if ahead? (- index 1) (+ index 1))))
              (step-all! context code now later (char->integer (string-ref string (if ahead? next index))) next)
              (loop next later now))))
        places))

    (define (matches? code threads)
      (let loop ((number (- (thread-count threads) 1)))
        (and (>= number 0)
             (or (= 5 (vector-ref (vector-ref code (vector-ref (thread-places threads) number)) 0))
                 (loop (- number 1))))))

    (define (step-all! context code now later char next)
      (let loop ((number 0))
        (when (< number (thread-count now))
          (let ((instruction (vector-ref code (vector-ref (thread-places now) number))))
            (when (and (= 0 (vector-ref instruction 0)) (member? instruction char))
              (add-thread! context code later (vector-ref instruction 3) next #t))
            (loop (+ number 1))))))

    ;;; Assertions

    (define (holds? context kind ascii? index)
      (case kind
        ((bow) (and (word-at? context index ascii?) (not (word-at? context (- index 1) ascii?))))
        ((eow) (and (word-at? context (- index 1) ascii?) (not (word-at? context index ascii?))))
        ((nwb) (eq? (word-at? context (- index 1) ascii?) (word-at? context index ascii?)))
        ((bos) (= index (context-start context)))
        ((eos) (= index (context-end context)))
        ((bol) (or (= index (context-start context)) (char-is? context (- index 1) #\newline)
                   (and (char-is? context (- index 1) #\return) (not (char-is? context index #\newline)))))
        ((eol) (or (= index (context-end context)) (char-is? context index #\return)
                   (and (char-is? context index #\newline) (not (char-is? context (- index 1) #\return)))))
        ((boundary) (break-at? context index))
        (else (not (break-at? context index)))))

    (define (inside? context index) (and (>= index (context-start context)) (< index (context-end context))))

    (define (char-is? context index char)
      (and (inside? context index) (char=? (string-ref (context-string context) index) char)))

    ;; Is there a letter, digit or underscore? -> #t or #f
    (define (word-at? context index ascii?)
      (and (inside? context index)
           (let* ((char (string-ref (context-string context) index)) (code (char->integer char)))
             (if (< code 128)
                 (or (<= 97 code 122) (<= 65 code 90) (<= 48 code 57) (= code 95))
                 (and (not ascii?) (char-set-contains? char-set:letter+digit char))))))

    ;;; Grapheme clusters

    (define (break-at? context index)
      (unless (context-breaks context)
        (set-context-breaks! context (find-breaks (context-string context) (context-start context) (context-end context))))
      (= 1 (bytevector-u8-ref (context-breaks context) (- index (context-start context)))))

    ;; before: the part of the character before; regional: is the number of regional indicators before odd? pictograph: yes after a pictograph and
    ;; what extends it, joined when a joiner follows these.
    (define (find-breaks string start end)
      (let ((breaks (make-bytevector (+ 1 (- end start)) 1)))
        (let loop ((index start) (before 'none) (regional? #f) (pictograph #f))
          (if (= index end)
              breaks
              (let* ((code (char->integer (string-ref string index)))
                     (part (part-of code)))
                (when (joined? before part code regional? pictograph (and (> index start) (string-ref string (- index 1))))
                  (bytevector-u8-set! breaks (- index start) 0))
                (loop (+ index 1)
                      part
                      (and (char=? part #\R) (not regional?))
                      (cond ((char=? part #\G) 'yes)
                            ((not (eq? pictograph 'yes)) #f)
                            ((char=? part #\E) 'yes)
                            ((char=? part #\Z) 'joined)
                            (else #f))))))))

    ;; Do these two belong to one cluster? The rules GB3 to GB13.
    (define (joined? before part code regional? pictograph char-before)
      (cond ((eq? before 'none) #f)
            ((and (eqv? char-before #\return) (= code 10)) #t)
            ((or (char=? before #\C) (char=? part #\C)) #f)
            ((memv part '(#\E #\Z #\S)) #t)
            ((char=? before #\P) #t)
            ((char=? before #\L) (and (memv part '(#\L #\V #\X #\Y)) #t))
            ((memv before '(#\V #\X)) (and (memv part '(#\V #\T)) #t))
            ((memv before '(#\T #\Y)) (char=? part #\T))
            ((char=? part #\G) (eq? pictograph 'joined))
            ((char=? part #\R) regional?)
            (else #f)))

    ;; A letter as in (suo unicode-properties), and X for a Hangul syllable without, Y with a final consonant.
    (define (part-of code)
      (cond ((< code 127) (if (< code 32) #\C #\O))
            (else
             (let ((part (run-letter code)))
               (if (char=? part #\H) (if (= 0 (modulo (- code #xac00) 28)) #\X #\Y) part)))))

    ;; The runs as two vectors, starts and letters; made at the first use.
    (define starts #f)
    (define letters #f)
    (define (run-letter code)
      (unless starts
        (let loop ((index 0) (code 0) (all-starts '()) (all-letters '()))
          (if (= index (string-length grapheme-runs))
              (begin
                (set! letters (list->vector (reverse all-letters)))
                (set! starts (list->vector (reverse all-starts))))
              (let count ((next (+ index 1)) (size 0))
                (if (and (< next (string-length grapheme-runs)) (char<=? #\0 (string-ref grapheme-runs next) #\9))
                    (count (+ next 1) (+ (* 10 size) (- (char->integer (string-ref grapheme-runs next)) 48)))
                    (loop next (+ code (max size 1)) (cons code all-starts) (cons (string-ref grapheme-runs index) all-letters)))))))
      (let loop ((low 0) (high (vector-length starts)))
        (if (= (- high low) 1)
            (vector-ref letters low)
            (let ((middle (quotient (+ low high) 2)))
              (if (<= (vector-ref starts middle) code) (loop middle high) (loop low middle))))))))
